-- grain: one order of a known customer from the first on; market, channel, store_id and tier are those of the first order, later_* those of this one
select
    orders_mart.customer_id, orders_mart.order_id, orders_mart.order_number, customers_mart.first_on, customers_mart.last_on, orders_mart.ordered_on,
    customers_mart.market, customers_mart.channel, customers_mart.store_id, customers_mart.tier, customers_mart.first_depth as depth,
    customers_mart.first_campaign as campaign, orders_mart.market as later_market, orders_mart.channel as later_channel, orders_mart.store_id as later_store_id,
    orders_mart.tier as later_tier, orders_mart.gross_eur - orders_mart.discount_eur as sold_eur, orders_mart.returns_eur, orders_mart.net_eur, orders_mart.margin_eur
from orders_mart join customers_mart on customers_mart.customer_id = orders_mart.customer_id
where orders_mart.ordered_on >= customers_mart.first_on
order by customers_mart.first_on, orders_mart.customer_id, orders_mart.ordered_on
