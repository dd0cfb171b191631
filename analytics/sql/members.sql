-- grain: one row: members of the loyalty programme, and those of them who bought in the period
with bought as (
    select distinct customer_id
    from orders_mart
    where order_number is not null and ordered_on >= cast($since as date) and ordered_on < cast($until as date)
)
select count(*) as members, count(bought.customer_id) as active
from customers left join bought on bought.customer_id = customers.customer_id
where customers.loyalty_tier is not null
