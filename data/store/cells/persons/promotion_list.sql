-- grain: day, person, values of the columns of filters and promotion: who used it
select
    ordered_on,
    customer_id,
    market,
    channel,
    store_id,
    tier,
    brand,
    category,
    promotion_id,
    cast(sum(coalesce(gross_eur, 0)) as double) as money
from sales
where promotion_id is not null
group by all
