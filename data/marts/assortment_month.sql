-- grain: month (its first day), market, channel, store, tier, brand, category, season; every column adds up
select
    cast(date_trunc('month', ordered_on) as date) as month,
    market,
    channel,
    store_id,
    tier,
    brand,
    category,
    season,
    sum(case when is_sold then 1 else 0 end) as lines,
    sum(units) as units,
    sum(case when is_full_price then units end) as units_full_price,
    sum(gross_eur) as gross_eur,
    sum(discount_eur) as discount_eur,
    sum(returns_eur) as returns_eur,
    sum(net_eur) as net_eur,
    sum(case when is_full_price then net_eur end) as net_full_price_eur,
    sum(cost_eur) as cost_eur,
    sum(margin_eur) as margin_eur
from sales
group by cast(date_trunc('month', ordered_on) as date), market, channel, store_id, tier, brand, category, season
order by month, market, channel
