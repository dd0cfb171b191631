-- grain: weekday (1 Monday to 7 Sunday) and hour of a boutique's own clock: orders of boutiques in a period; the hour
-- is empty where only the day is known, which stands as midnight sharp, or where no boutique says whose clock it is
with placed as (
    select
        sales.order_id,
        sales.ordered_on,
        timezone(stores.tz, sales.ordered_at) as placed_at
    from sales
    left join stores on stores.store_id = sales.store_id
    where
        sales.is_sold
        and sales.channel in ('boutique', 'phygital_lab')
        and sales.ordered_on >= cast($since as date)
        and sales.ordered_on < cast($until as date)
),
timed as (
    select
        order_id,
        ordered_on,
        case when placed_at <> date_trunc('day', placed_at) then placed_at end as placed_at
    from placed
),
counted as (
    select
        order_id,
        cast(extract(isodow from coalesce(cast(placed_at as date), ordered_on)) as integer) as weekday,
        cast(extract(hour from placed_at) as integer) as hour
    from timed
)
select weekday, hour, count(distinct order_id) as orders
from counted
group by weekday, hour
order by weekday, hour
