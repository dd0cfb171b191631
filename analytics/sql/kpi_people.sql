-- grain: one row, the period: distinct known customers who ordered, and who paid
with ordered as (
    select count(distinct customer_id) as buyers
    from orders_mart
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date) and is_sale
),
paid as (
    select count(distinct customer_id) as payers
    from orders_mart
    where paid_on >= cast($since as date) and paid_on < cast($until as date) and is_sale and gmv_eur is not null
)
select * from ordered cross join paid
