-- grain: customer: orders until a day, how many of them on discount, and how many would be if they bought as others did
-- in the same place and month
with bought as (
    select
        customer_id,
        market,
        channel,
        tier,
        date_trunc('month', ordered_on) as month,
        case when depth > $light then 1 else 0 end as on_discount,
        net_eur
    from orders_mart
    where
        is_sale and customer_id is not null and ordered_on >= cast($since as date) and ordered_on < cast($until as date)
),
met as (
    select
        market,
        channel,
        tier,
        month,
        count(*) as orders,
        sum(on_discount) as on_discount
    from bought group by market, channel, tier, month
),
own as (
    select
        customer_id,
        market,
        channel,
        tier,
        month,
        count(*) as orders,
        sum(on_discount) as on_discount,
        sum(net_eur) as net_eur
    from bought
    group by customer_id, market, channel, tier, month
),
wider as (
    select market, tier, sum(orders) as orders, sum(on_discount) as on_discount from met group by market, tier
)
select
    own.customer_id,
    -- of equals the last by name, or the answer would depend on what the engine reads first
    max_by(own.market, struct_pack(net := own.net_eur, name := own.market)) as market,
    max_by(own.tier, struct_pack(net := own.net_eur, name := own.tier)) as tier,
    sum(own.orders) as orders,
    sum(own.on_discount) as on_discount,
    sum(own.net_eur) as net_eur,
    -- others' share in the same cell, steadied by one order's worth of the market's and tier's share
    sum(
        own.orders
        * (met.on_discount - own.on_discount + cast(wider.on_discount as double) / wider.orders)
        / (met.orders - own.orders + 1)
    ) as expected
from own
join met on met.market = own.market and met.channel = own.channel and met.tier = own.tier and met.month = own.month
join wider on wider.market = own.market and wider.tier = own.tier
group by own.customer_id
order by own.customer_id
