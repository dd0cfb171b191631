-- grain: series, market and period of retail as others measure it; market null where the series is of no one market
with steps as (
    select
        *,
        lead(starts_on) over (partition by series, market order by starts_on) - starts_on as step
    from market_series
),

clocks as (
    select series, market, cast(median(step) as double) as step from steps group by series, market
)

select
    steps.series,
    nullif(steps.market, '') as market,
    starts_on,
    cast(case
        when clocks.step between 28 and 31 then starts_on + interval 1 month
        when clocks.step between 89 and 92 then starts_on + interval 3 month
        when clocks.step in (1, 7) then starts_on + cast(clocks.step as integer)
    end as date) as until_on,
    value,
    unit
from steps
join clocks on clocks.series = steps.series and clocks.market = steps.market
