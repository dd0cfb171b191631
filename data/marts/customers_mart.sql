-- grain: one customer with an order that left something after returns; the filter columns are those of the first such
-- order
with firsts as (
    select orders_mart.*, promotions.campaign_id
    from orders_mart left join promotions on promotions.promotion_id = orders_mart.promotion_id
    where orders_mart.order_number = 1
),
sums as (
    select
        customer_id,
        max(ordered_on) as last_on,
        count(*) as orders,
        count(distinct ordered_on) as days,
        sum(net_eur) as net_eur,
        sum(margin_eur) as margin_eur,
        sum(units) as units,
        sum(gross_eur) as gross_eur,
        sum(discount_eur) as discount_eur,
        count(distinct channel) as channels,
        sum(case when depth > 0.01 then 1 else 0 end) as orders_on_discount
    from orders_mart
    where order_number is not null
    group by customer_id
),
refunds_all as (
    select
        customer_id,
        sum(returns_eur) as refunds_eur
    from orders_mart where customer_id is not null group by customer_id
),
lasts as (
    select orders_mart.customer_id, orders_mart.channel, orders_mart.market, orders_mart.tier
    from orders_mart join sums on sums.customer_id = orders_mart.customer_id and sums.orders = orders_mart.order_number
)
select
    row_number() over (order by firsts.first_on, firsts.customer_id) as customer_no,
    firsts.customer_id,
    firsts.first_on,
    sums.last_on,
    firsts.market,
    firsts.channel,
    firsts.store_id,
    firsts.tier,
    firsts.channel as first_channel,
    firsts.market as first_market,
    firsts.tier as first_tier,
    firsts.store_id as first_store_id,
    case when coalesce(firsts.depth, 0) <= 0.01 then 'full' when firsts.depth <= 0.2 then 'light' else 'deep' end
        as first_depth,
    firsts.promotion_id as first_promotion,
    firsts.campaign_id as first_campaign,
    lasts.channel as last_channel,
    lasts.market as last_market,
    lasts.tier as last_tier,
    sums.orders,
    sums.days,
    sums.channels,
    sums.units,
    sums.orders_on_discount,
    sums.gross_eur,
    sums.discount_eur,
    sums.net_eur,
    sums.margin_eur,
    refunds_all.refunds_eur,
    firsts.net_eur as first_net_eur,
    customers.loyalty_tier,
    customers.marketing_consent
from firsts
join sums on sums.customer_id = firsts.customer_id
join lasts on lasts.customer_id = firsts.customer_id
join refunds_all on refunds_all.customer_id = firsts.customer_id
left join customers on customers.customer_id = firsts.customer_id
