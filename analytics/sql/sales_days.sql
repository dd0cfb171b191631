-- grain: day, market, channel, boutique; '' where an order names none
select
    day,
    coalesce(market, '') as market,
    coalesce(channel, '') as channel,
    coalesce(store_id, '') as store_id,
    cast(sum(net_eur) as double) as net_eur,
    cast(coalesce(sum(net_ex_vat_eur), 0) as double) as net_ex_vat_eur,
    cast(sum(net_with_vat_eur) as double) as net_with_vat_eur,
    cast(sum(orders) as double) as orders
from daily
where day < $until
group by day, coalesce(market, ''), coalesce(channel, ''), coalesce(store_id, '')
order by day, market, channel, store_id
