-- grain: one filter column and a value it can take, with how often it was sold (orders; lines of a brand or category)
-- and net sales, over all days; name is what people call it, where that is not the value itself
select
    'market' as filter,
    market as value,
    null as name,
    sum(orders) as sold,
    sum(net_eur) as net_eur
from daily group by market
union all
select 'channel', channel, null, sum(orders), sum(net_eur) from daily group by channel
union all
select 'store_id', daily.store_id, min(stores.name), sum(orders), sum(net_eur)
from daily left join stores using (store_id) where daily.store_id is not null group by daily.store_id
union all
select 'tier', tier, null, sum(orders), sum(net_eur) from daily group by tier
union all
select 'brand', brand, null, sum(lines), sum(net_eur) from assortment_month where brand is not null group by brand
union all
select
    'category',
    category,
    null,
    sum(lines),
    sum(net_eur)
from assortment_month where category is not null group by category
order by filter, sold desc, value
