-- grain: filter column, value that occurs in it
with amounts as (
    select market, channel, store_id, tier, sum(net_eur) as net_eur from daily group by market, channel, store_id, tier
),
options as (
    select 'market' as filter, market as value, sum(net_eur) as net_eur from amounts group by market
    union all
    select 'channel' as filter, channel as value, sum(net_eur) as net_eur from amounts group by channel
    union all
    select 'tier' as filter, tier as value, sum(net_eur) as net_eur from amounts group by tier
    union all
    select 'store_id' as filter, store_id as value, sum(net_eur) as net_eur from amounts where store_id is not null group by store_id
)
select filter, value, net_eur from options order by filter, net_eur desc, value
