-- grain: day, person, values of the columns of filters and band of discount, as the question has it
select
    ordered_on,
    customer_id,
    market,
    channel,
    store_id,
    tier,
    brand,
    category,
    case
        when is_full_price then 'full'
        when depth is null then 'none'
        when round(depth, 4) <= 0.1 then 'to_10'
        when round(depth, 4) <= 0.2 then 'to_20'
        when round(depth, 4) <= 0.3 then 'to_30'
        when round(depth, 4) <= 0.5 then 'to_50'
        else 'above_50'
    end as band,
    cast(sum(coalesce(gross_eur, 0)) as double) as money
from sales
group by all
