-- grain: day, person, values of the columns of filters and currency: orders without a euro rate
select
    ordered_on,
    customer_id,
    market,
    channel,
    store_id,
    cast(null as varchar) as tier,
    cast(null as varchar) as brand,
    cast(null as varchar) as category,
    coalesce(currency, '') as currency,
    cast(count(*) as double) as money
from paid_orders
where per_eur is null
group by all
