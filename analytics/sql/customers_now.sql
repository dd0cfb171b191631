-- grain: one customer with an order before a day who has not refused marketing, as an experiment drawn on that day
-- would know them: by all their orders
-- by customer: orders_mart
select
    customers_mart.customer_id,
    customers_mart.market,
    customers_mart.channel,
    customers_mart.tier,
    count(*) as orders_before,
    cast(sum(orders_mart.net_eur) as double) as net_before_eur,
    sum(case when orders_mart.ordered_on >= cast($on as date) - 365 then 1 else 0 end) as orders_year_before,
    cast(
        sum(case when orders_mart.ordered_on >= cast($on as date) - 365 then orders_mart.net_eur else 0 end) as double
    ) as net_year_before_eur,
    sum(case when orders_mart.depth > 0.01 then 1 else 0 end) as orders_on_discount_before,
    date_diff('day', max(orders_mart.ordered_on), cast($on as date)) as days_since_last
from customers_mart join orders_mart on orders_mart.customer_id = customers_mart.customer_id
where
    orders_mart.is_sale
    and orders_mart.ordered_on < cast($on as date)
    and coalesce(customers_mart.marketing_consent, true)
group by customers_mart.customer_id, customers_mart.market, customers_mart.channel, customers_mart.tier
order by customers_mart.customer_id
