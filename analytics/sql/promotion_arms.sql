-- grain: week from the start of a promotion (0: its first seven days) and arm; customers drawn by lot, their orders,
-- and the sum of their squared orders
-- by customer: orders_mart
with drawn as (
    select distinct customer_id, arm = 'treated' as treated, min(assigned_on) as assigned_on
    from exposures_mart
    where
        promotion_id = $promotion_id
        and assignment = 'randomised'
        and customer_id is not null
        and arm in ('treated', 'holdout')
        and p_treated > 0
        and p_treated < 1
    group by customer_id, arm
),
ends as (
    select data_to from shop_span
),
weeks as (
    select cast(places.week as integer) as week
    from unnest(generate_series(-cast($before as integer), cast($after as integer) - 1)) as places (week)
),
sizes as (
    select weeks.week, treated, count(*) as customers
    from drawn cross join weeks cross join ends
    where assigned_on + 7 * weeks.week + 6 <= data_to
    group by weeks.week, treated
),
bought as (
    select
        drawn.treated,
        drawn.customer_id,
        cast(floor(date_diff('day', drawn.assigned_on, orders_mart.ordered_on) / 7.0) as integer) as week,
        count(*) as orders
    from drawn join orders_mart on orders_mart.customer_id = drawn.customer_id
    where
        orders_mart.is_sale
        and orders_mart.ordered_on >= drawn.assigned_on - cast(7 * $before as integer)
        and orders_mart.ordered_on < drawn.assigned_on + cast(7 * $after as integer)
    group by drawn.treated, drawn.customer_id, drawn.assigned_on, orders_mart.ordered_on
),
summed as (
    select treated, week, customer_id, sum(orders) as orders from bought group by treated, week, customer_id
)
select
    sizes.week,
    sizes.treated,
    sizes.customers,
    coalesce(sum(summed.orders), 0) as orders,
    coalesce(sum(summed.orders * summed.orders), 0) as orders_squared
from sizes left join summed on summed.week = sizes.week and summed.treated = sizes.treated
group by sizes.week, sizes.treated, sizes.customers
order by sizes.week, sizes.treated
