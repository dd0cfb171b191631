-- grain: day and market of the calendar with closed shops, whether anything is sold there or not; a market that never
-- closed has one row without a day
with known as (
    select distinct market from market_calendar
),
shut as (
    select day, market, max(coalesce(intensity, 1)) as intensity
    from market_calendar
    where kind in ('lockdown', 'store_closure')
    group by day, market
)
select known.market, shut.day, shut.intensity
from known left join shut on shut.market = known.market
order by known.market, shut.day
