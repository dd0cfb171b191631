-- grain: market of a period's known buyers, and all of them together (`is_all`): how many they are, and how many of
-- them had bought in the 365 days before the period, wherever
-- by customer: orders_mart
with buyers as (
    select distinct customer_id, market
    from sales
    where
        is_sold
        and customer_id is not null
        and ordered_on >= cast($since as date)
        and ordered_on < cast($until as date)
),
earlier as (
    select distinct buyers.customer_id
    from buyers
    join orders_mart on orders_mart.customer_id = buyers.customer_id
    where
        orders_mart.is_sale
        and orders_mart.ordered_on >= cast($since as date) - interval 365 day
        and orders_mart.ordered_on < cast($since as date)
)
select
    market,
    grouping(market) = 1 as is_all,
    count(distinct buyers.customer_id) as buyers,
    count(distinct earlier.customer_id) as repeat_buyers
from buyers
left join earlier on earlier.customer_id = buyers.customer_id
group by grouping sets ((market), ())
having count(*) > 0
order by is_all desc, buyers desc, market
