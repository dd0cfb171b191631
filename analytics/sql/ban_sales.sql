-- grain: boutique, and ban on promotions of its own Italian region before the sales: what it sold in those days of the
-- period, and what of it below list price
with bans as (
    select
        day,
        case when event like '%winter%' then 'saldi_winter' else 'saldi_summer' end as sales_event,
        cast(extract(year from day + interval 45 day) as integer) as sales_year,
        lower(regexp_extract(event, '\(([^)]*)\)$', 1)) as region
    from market_calendar
    where kind = 'promotion_ban' and market = 'IT' and day >= cast($since as date) and day < cast($until as date)
)
select
    sales.store_id,
    max(stores.region) as region,
    bans.sales_event,
    bans.sales_year,
    coalesce(sum(sales.units), 0) as units,
    coalesce(sum(case when sales.depth > 0.01 then sales.units end), 0) as units_marked,
    count(distinct case when sales.is_sold then sales.order_id end) as orders,
    count(distinct case when sales.is_sold and sales.depth > 0.01 then sales.order_id end) as orders_marked,
    sum(sales.net_eur) as net_eur,
    coalesce(sum(case when sales.depth > 0.01 then sales.net_eur end), 0) as net_marked_eur
from sales
join stores on stores.store_id = sales.store_id
join bans on bans.day = sales.ordered_on and bans.region = lower(trim(stores.region))
where stores.country = 'IT' and sales.channel in ('boutique', 'phygital_lab')
group by sales.store_id, bans.sales_event, bans.sales_year
order by sales.store_id, bans.sales_year, bans.sales_event
