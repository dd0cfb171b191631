-- grain: day, market, channel, store, tier; every column adds up. Orders count under the tier of their dearest line,
-- amounts under each line's own
with of_lines as (
    select
        ordered_on as day,
        market,
        channel,
        store_id,
        tier,
        sum(units) as units,
        sum(gross_eur) as gross_eur,
        sum(discount_eur) as discount_eur,
        sum(discount_merchant_eur) as discount_merchant_eur,
        sum(discount_platform_eur) as discount_platform_eur,
        sum(discount_other_eur) as discount_other_eur,
        sum(returns_eur) as returns_eur,
        sum(net_eur) as net_eur,
        sum(net_constant_eur) as net_constant_eur,
        sum(vat_eur) as vat_eur,
        sum(net_ex_vat_eur) as net_ex_vat_eur,
        sum(net_ex_vat_eur + platform_receipts_eur) as books_eur,
        sum(case when net_ex_vat_eur is not null then net_eur end) as net_with_vat_eur,
        sum(platform_receipts_eur) as platform_receipts_eur,
        sum(cost_eur) as cost_eur,
        sum(margin_eur) as margin_eur,
        sum(charged_eur) as charged_eur,
        sum(margin_after_fees_eur) as margin_after_fees_eur,
        sum(case when margin_after_fees_eur is not null then net_eur end) as net_after_fees_eur,
        sum(case when margin_after_fees_eur is not null then gross_eur - discount_eur end) as sold_after_fees_eur,
        sum(case when margin_eur is not null then net_eur end) as net_with_margin_eur,
        sum(case when is_full_price then net_eur end) as net_full_price_eur,
        sum(case when is_full_price then units end) as units_full_price,
        sum(case when gross_eur is not null then units end) as units_with_rate,
        sum(case when is_full_price then gross_eur - discount_eur end) as sold_full_price_eur,
        sum(case when margin_eur is not null then gross_eur - discount_eur end) as sold_with_margin_eur,
        sum(case when customer_id is null then gross_eur - discount_eur end) as sold_guest_eur,
        sum(case when customer_id is not null and not is_new then gross_eur - discount_eur end) as sold_returning_eur,
        sum(case when units is not null then net_eur end) as net_with_units_eur
    from sales
    group by ordered_on, market, channel, store_id, tier
),
of_orders as (
    select
        ordered_on as day,
        market,
        channel,
        store_id,
        tier,
        sum(case when is_sale then 1 else 0 end) as orders,
        sum(case when is_sale and has_lines then 1 else 0 end) as orders_with_units,
        sum(case when is_sale and has_refund then 1 else 0 end) as orders_refunded,
        sum(case when is_new then 1 else 0 end) as new_customers,
        sum(case when is_sale and customer_id is null then 1 else 0 end) as orders_guest,
        sum(shipping_eur) as shipping_eur,
        sum(case when is_wallet then gross_eur - discount_eur end) as sold_wallet_eur,
        sum(wallet_paid_eur) as wallet_paid_eur,
        sum(case when is_sale and net_eur is null then 1 else 0 end) as orders_without_rate
    from orders_mart
    group by ordered_on, market, channel, store_id, tier
),
of_payments as (
    select
        paid_on as day,
        market,
        channel,
        store_id,
        tier,
        sum(gmv_eur) as gmv_eur,
        sum(case when customer_id is not null then gmv_eur end) as gmv_known_eur
    from orders_mart
    group by paid_on, market, channel, store_id, tier
),
of_refunds as (
    select refunded_on as day, market, channel, store_id, tier, sum(returns_eur) as returns_rd_eur
    from refund_events
    where refunded_on is not null
    group by refunded_on, market, channel, store_id, tier
),
keys as (
    select day, market, channel, store_id, tier from of_lines
    union
    select day, market, channel, store_id, tier from of_orders
    union
    select day, market, channel, store_id, tier from of_payments
    union
    select day, market, channel, store_id, tier from of_refunds
)
select
    keys.day,
    keys.market,
    keys.channel,
    keys.store_id,
    keys.tier,
    coalesce(of_orders.orders, 0) as orders,
    coalesce(of_orders.orders_with_units, 0) as orders_with_units,
    coalesce(of_orders.orders_refunded, 0) as orders_refunded,
    coalesce(of_orders.orders_guest, 0) as orders_guest,
    coalesce(of_orders.orders_without_rate, 0) as orders_without_rate,
    coalesce(of_orders.new_customers, 0) as new_customers,
    coalesce(of_lines.units, 0) as units,
    coalesce(of_lines.units_full_price, 0) as units_full_price,
    coalesce(of_lines.gross_eur, 0) as gross_eur,
    coalesce(of_lines.discount_eur, 0) as discount_eur,
    coalesce(of_lines.discount_merchant_eur, 0) as discount_merchant_eur,
    coalesce(of_lines.discount_platform_eur, 0) as discount_platform_eur,
    coalesce(of_lines.discount_other_eur, 0) as discount_other_eur,
    coalesce(of_lines.returns_eur, 0) as returns_eur,
    coalesce(of_refunds.returns_rd_eur, 0) as returns_rd_eur,
    coalesce(of_lines.net_eur, 0) as net_eur,
    coalesce(of_lines.net_constant_eur, 0) as net_constant_eur,
    coalesce(of_lines.vat_eur, 0) as vat_eur,
    of_lines.net_ex_vat_eur,
    of_lines.books_eur,
    coalesce(of_lines.net_with_vat_eur, 0) as net_with_vat_eur,
    coalesce(of_lines.platform_receipts_eur, 0) as platform_receipts_eur,
    of_lines.cost_eur,
    of_lines.margin_eur,
    of_lines.charged_eur,
    of_lines.margin_after_fees_eur,
    coalesce(of_lines.net_after_fees_eur, 0) as net_after_fees_eur,
    coalesce(of_lines.sold_after_fees_eur, 0) as sold_after_fees_eur,
    coalesce(of_lines.net_with_margin_eur, 0) as net_with_margin_eur,
    coalesce(of_lines.net_full_price_eur, 0) as net_full_price_eur,
    coalesce(of_lines.net_with_units_eur, 0) as net_with_units_eur,
    coalesce(of_lines.units_with_rate, 0) as units_with_rate,
    coalesce(of_lines.sold_full_price_eur, 0) as sold_full_price_eur,
    coalesce(of_lines.sold_with_margin_eur, 0) as sold_with_margin_eur,
    coalesce(of_lines.sold_guest_eur, 0) as sold_guest_eur,
    coalesce(of_lines.sold_returning_eur, 0) as sold_returning_eur,
    coalesce(of_orders.sold_wallet_eur, 0) as sold_wallet_eur,
    coalesce(of_orders.wallet_paid_eur, 0) as wallet_paid_eur,
    coalesce(of_orders.shipping_eur, 0) as shipping_eur,
    coalesce(of_payments.gmv_eur, 0) as gmv_eur,
    coalesce(of_payments.gmv_known_eur, 0) as gmv_known_eur
from keys
left join of_lines
    on
        of_lines.day = keys.day and of_lines.market = keys.market and of_lines.channel = keys.channel
        and of_lines.store_id is not distinct from keys.store_id and of_lines.tier = keys.tier
left join of_orders
    on
        of_orders.day = keys.day and of_orders.market = keys.market and of_orders.channel = keys.channel
        and of_orders.store_id is not distinct from keys.store_id and of_orders.tier = keys.tier
left join of_payments
    on
        of_payments.day = keys.day and of_payments.market = keys.market and of_payments.channel = keys.channel
        and of_payments.store_id is not distinct from keys.store_id and of_payments.tier = keys.tier
left join of_refunds
    on
        of_refunds.day = keys.day and of_refunds.market = keys.market and of_refunds.channel = keys.channel
        and of_refunds.store_id is not distinct from keys.store_id and of_refunds.tier = keys.tier
order by keys.day, keys.market, keys.channel
