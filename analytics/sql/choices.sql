-- grain: one filter column and a value it can take, with how often it was sold (orders; lines of a brand or category) and net sales, over all days
select 'market' as filter, market as value, sum(orders) as sold, sum(net_eur) as net_eur from daily group by market
union all
select 'channel', channel, sum(orders), sum(net_eur) from daily group by channel
union all
select 'store_id', store_id, sum(orders), sum(net_eur) from daily where store_id is not null group by store_id
union all
select 'tier', tier, sum(orders), sum(net_eur) from daily group by tier
union all
select 'brand', brand, sum(lines), sum(net_eur) from assortment_month where brand is not null group by brand
union all
select 'category', category, sum(lines), sum(net_eur) from assortment_month where category is not null group by category
order by filter, sold desc, value
