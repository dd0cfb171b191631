-- grain: one market, tier and week from Monday: what happened, and what would have without the shocks
with cells as (
    select market_no, market, tier_no, week_no
    from sample_market
    cross join range(1, 6) as tiers (tier_no)
    cross join range((select days // 7 from sample_plan)) as weeks (week_no)
)
select
    cells.market,
    cells.tier_no,
    cells.week_no,
    count(*) filter (happens) as orders,
    count(*) filter (would_happen) as orders_without,
    coalesce(sum(eur) filter (happens), 0) as eur,
    coalesce(sum(eur) filter (would_happen), 0) as eur_without
from cells
left join sample_valued as valued
    on valued.market_no = cells.market_no and valued.tier_no = cells.tier_no and valued.day_no // 7 = cells.week_no
group by cells.market, cells.tier_no, cells.week_no
order by cells.market, cells.tier_no, cells.week_no;
