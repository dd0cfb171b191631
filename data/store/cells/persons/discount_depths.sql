-- grain: day, person, values of the columns of filters and depth of discount in the steps of the question
select
    ordered_on,
    customer_id,
    market,
    channel,
    store_id,
    tier,
    cast(null as varchar) as brand,
    cast(null as varchar) as category,
    case when coalesce(depth, 0) <= 0.01 then 0 else least(ceil(round(depth, 4) * 20) / 20, 0.6) end as depth,
    cast(sum(coalesce(gross_eur, 0)) as double) as money
from orders_mart
where is_sale
group by all
