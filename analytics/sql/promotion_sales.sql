-- grain: day, market, channel, tier: net sales in all, at full price, and their margin
select
    day,
    market,
    channel,
    tier,
    cast(sum(net_eur) as double) as net_eur,
    cast(sum(net_full_price_eur) as double) as net_full_price_eur,
    cast(sum(margin_eur) as double) as margin_eur,
    cast(sum(net_with_margin_eur) as double) as net_with_margin_eur
from daily
group by day, market, channel, tier
order by day, market, channel, tier
