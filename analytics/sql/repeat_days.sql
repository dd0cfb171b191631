-- grain: day; customers known by the end of training who bought on it, not for the first time
with bought as (
    select distinct customer_id, ordered_on
    from orders_mart
    where order_number is not null and customer_id is not null and ordered_on < cast($ahead as date)
),
firsts as (
    select customer_id, min(ordered_on) as first_on
    from bought
    group by customer_id
    having min(ordered_on) < cast($until as date)
)
select bought.ordered_on as day, count(*) as repeats
from bought join firsts on firsts.customer_id = bought.customer_id and firsts.first_on < bought.ordered_on
group by bought.ordered_on
order by day
