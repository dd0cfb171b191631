-- grain: one closure of a market, or its end: the days it lasted
with days as (
    select
        market,
        event,
        kind,
        day,
        day - cast(row_number() over (partition by market, event, kind order by day) as integer) as stretch
    from market_calendar
    where kind in ('lockdown', 'reopening', 'store_closure')
)
select
    market,
    event,
    kind,
    min(day) as first_on,
    max(day) as last_on
from days
group by market, event, kind, stretch
order by first_on, market, event
