-- grain: one row: members of the loyalty programme who ever bought and kept something, and those of them who did in the
-- period, wherever
-- by customer: orders_mart
select count(distinct customers_mart.customer_id) as members, count(distinct orders_mart.customer_id) as active
from customers_mart
left join orders_mart
    on
        orders_mart.customer_id = customers_mart.customer_id
        and orders_mart.order_number is not null
        and orders_mart.ordered_on >= cast($since as date)
        and orders_mart.ordered_on < cast($until as date)
where customers_mart.loyalty_tier is not null
