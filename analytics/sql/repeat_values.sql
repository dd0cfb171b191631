-- grain: days bought on after the first, mean value of such a day in cents
-- a credit note that stands alone takes from the purchase day before it: value is net of all that went back
with dated as (
    select
        customer_id,
        net_eur,
        max(case when order_number is not null then ordered_on end) over (
            partition by customer_id order by ordered_on
            range between unbounded preceding and current row
        ) as bought_on
    from orders_mart
    where
        (order_number is not null or net_eur < 0) and customer_id is not null and ordered_on < cast($until as date)
        and strpos('0123456789abcdef', right(customer_id, 1)) <= $sixteenths
),
bought as (
    select customer_id, bought_on as ordered_on, sum(net_eur) as value
    from dated
    where bought_on is not null
    group by customer_id, bought_on
),
placed as (
    select customer_id, value, row_number() over (partition by customer_id order by ordered_on) as place from bought
),
means as (
    select customer_id, count(value) as frequency, cast(avg(value) as decimal(18, 2)) as value
    from placed
    where place > 1
    group by customer_id
)
select cast(frequency as integer) as frequency, cast(value as double) as value, count(*) as customers
from means
where value > 0
group by frequency, value
order by frequency, value
