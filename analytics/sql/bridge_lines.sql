-- grain: one row, the period, counted on order lines, returns as they stood on $as_of: sales to known buyers in the factors of the bridge, and sales to guests apart; of orders
-- whose rate is known, so that all factors are of the same orders
with sold as (
    select
        count(distinct case when is_sold then customer_id end) as buyers, count(distinct case when is_sold and customer_id is not null then order_id end) as orders,
        sum(case when customer_id is not null then units end) as units, sum(case when customer_id is not null then net_eur end) as net_eur,
        sum(case when customer_id is not null then net_constant_eur end) as net_constant_eur, sum(case when customer_id is null then net_eur end) as net_guest_eur
    from sales
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date) and net_eur is not null
),
late as (
    select
        sum(case when customer_id is not null then returns_eur end) as net_eur, sum(case when customer_id is not null then returns_constant_eur end) as net_constant_eur,
        sum(case when customer_id is null then returns_eur end) as net_guest_eur
    from late_returns
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date) and refunded_on > cast($as_of as date)
)
select
    sold.* replace (
        sold.net_eur - coalesce(late.net_eur, 0) as net_eur, sold.net_constant_eur - coalesce(late.net_constant_eur, 0) as net_constant_eur,
        sold.net_guest_eur - coalesce(late.net_guest_eur, 0) as net_guest_eur
    )
from sold cross join late
