-- grain: day, person, values of the columns of filters, weekday and hour as the question has them; money: orders
with placed as (
    select
        sales.*,
        timezone(stores.tz, sales.ordered_at) as placed_at
    from sales
    left join stores on stores.store_id = sales.store_id
    where
        sales.is_sold
        and sales.channel in ('boutique', 'phygital_lab')
),
timed as (
    select * replace (case when placed_at <> date_trunc('day', placed_at) then placed_at end as placed_at)
    from placed
)
select
    ordered_on,
    customer_id,
    market,
    channel,
    store_id,
    tier,
    brand,
    category,
    cast(extract(isodow from coalesce(cast(placed_at as date), ordered_on)) as integer) as weekday,
    cast(extract(hour from placed_at) as integer) as hour,
    cast(count(distinct order_id) as double) as money
from timed
group by all
