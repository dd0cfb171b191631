-- grain: day, promotion (null: none), market, channel, store, tier; every column adds up but orders, which count once
-- per promotion and tier
select
    ordered_on as day,
    promotion_id,
    market,
    channel,
    store_id,
    tier,
    count(distinct order_id) as orders,
    count(distinct case when is_new then order_id end) as orders_new,
    sum(units) as units,
    sum(gross_eur) as gross_eur,
    sum(discount_eur) as discount_eur,
    sum(discount_merchant_eur) as discount_merchant_eur,
    sum(discount_platform_eur) as discount_platform_eur,
    sum(discount_other_eur) as discount_other_eur,
    sum(returns_eur) as returns_eur,
    sum(net_eur) as net_eur,
    sum(net_constant_eur) as net_constant_eur,
    sum(cost_eur) as cost_eur,
    sum(margin_eur) as margin_eur,
    sum(case when is_full_price then net_eur end) as net_full_price_eur,
    sum(case when is_full_price then units end) as units_full_price
from sales
group by ordered_on, promotion_id, market, channel, store_id, tier
order by day, promotion_id
