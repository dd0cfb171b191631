-- grain: week (its Monday), market, tier, channel; every column adds up
select
    cast(date_trunc('week', day) as date) as week,
    market,
    tier,
    channel,
    sum(orders) as orders,
    sum(new_customers) as new_customers,
    sum(units) as units,
    sum(gross_eur) as gross_eur,
    sum(discount_eur) as discount_eur,
    sum(returns_eur) as returns_eur,
    sum(net_eur) as net_eur,
    sum(net_constant_eur) as net_constant_eur,
    sum(net_full_price_eur) as net_full_price_eur,
    sum(margin_eur) as margin_eur
from daily
group by cast(date_trunc('week', day) as date), market, tier, channel
order by week, market, tier, channel
