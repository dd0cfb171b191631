-- grain: day and market of the selection with closed shops; how much of it was closed, and what share of all sales it
-- stands for
with sold as (
    select market, cast(sum(net_eur) as double) as net_eur
    from weekly
    group by market
),
shut as (
    select day, market, max(coalesce(intensity, 1)) as intensity
    from market_calendar
    where kind in ('lockdown', 'store_closure')
    group by day, market
)
select shut.day, shut.market, shut.intensity, sold.net_eur / nullif((select sum(net_eur) from sold), 0) as sales_share
from shut
join sold on sold.market = shut.market
order by shut.day, shut.market
