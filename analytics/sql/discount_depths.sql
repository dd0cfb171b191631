-- grain: market, depth of discount in steps of 5 % (0: full price; 0.05: above 0 to 5 %); orders sold in a period
select
    market,
    case when coalesce(depth, 0) <= 0.01 then 0 else least(ceil(round(depth, 4) * 20) / 20, 0.6) end as depth,
    count(*) as orders,
    cast(sum(gross_eur) as double) as gross_eur,
    cast(sum(discount_eur) as double) as discount_eur,
    cast(sum(net_eur) as double) as net_eur
from orders_mart
where is_sale and ordered_on >= cast($since as date) and ordered_on < cast($until as date)
group by 1, 2
order by 1, 2
