-- grain: week (its Monday), market, tier, channel; whole weeks of the period
select
    week,
    market,
    tier,
    channel,
    sum(net_constant_eur) as net_constant_eur,
    sum(net_eur) as net_eur,
    sum(gross_eur) as gross_eur,
    sum(discount_eur) as discount_eur,
    sum(units) as units,
    sum(orders) as orders
from weekly
where week >= $since and week + interval 7 day <= $until
group by week, market, tier, channel
order by week, market, tier, channel
