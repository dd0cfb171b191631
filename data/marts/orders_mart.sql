-- grain: one counted order, in euro at its day; amounts are the sums of its lines in `sales`
with line_sums as (
    select
        order_id,
        count(*) as lines,
        sum(units) as units,
        sum(gross_eur) as gross_eur,
        sum(discount_eur) as discount_eur,
        sum(discount_merchant_eur) as discount_merchant_eur,
        sum(discount_platform_eur) as discount_platform_eur,
        sum(discount_other_eur) as discount_other_eur,
        sum(returns_eur) as returns_eur,
        sum(net_eur) as net_eur,
        sum(net_constant_eur) as net_constant_eur,
        sum(gmv_constant_eur) as gmv_constant_eur,
        sum(case when gross_eur is null then null else coalesce(vat_eur, 0) end) as vat_eur,
        bool_and(vat_eur is not null) as vat_is_known,
        sum(net_ex_vat_eur) as net_ex_vat_eur,
        sum(platform_receipts_eur) as platform_receipts_eur,
        case when count(margin_eur) = count(*) then sum(cost_eur) end as cost_eur,
        case when count(margin_eur) = count(*) then sum(margin_eur) end as margin_eur,
        sum(case when is_full_price then net_eur else 0 end) as net_full_price_eur,
        max(promotion_id) as promotion_id,
        -- the tier of an order is that of its dearest line, of equals the first
        arg_max(tier, (coalesce(cast(gross_eur as double) / nullif(units, 0), 0), -line_no)) as tier
    from sales
    group by order_id
),
paid as (
    select order_id, wallet, wallet_amount_eur from wallet_matches where order_id is not null and payments > 0
)
select
    paid_orders.order_id,
    paid_orders.system,
    paid_orders.customer_id,
    paid_orders.block,
    paid_orders.ordered_on,
    paid_orders.ordered_at,
    paid_orders.paid_on,
    paid_orders.market,
    paid_orders.channel,
    paid_orders.store_id,
    paid_orders.platform,
    line_sums.tier,
    paid_orders.currency,
    line_sums.gross_eur,
    line_sums.discount_eur,
    line_sums.discount_merchant_eur,
    line_sums.discount_platform_eur,
    line_sums.discount_other_eur,
    line_sums.returns_eur,
    paid_orders.refunded_on as returned_on,
    line_sums.net_eur,
    line_sums.net_constant_eur,
    line_sums.gmv_constant_eur,
    case when line_sums.vat_is_known then line_sums.vat_eur end as vat_eur,
    line_sums.net_ex_vat_eur,
    line_sums.platform_receipts_eur,
    line_sums.cost_eur,
    line_sums.margin_eur,
    line_sums.net_full_price_eur,
    cast(cast(paid_orders.shipping as double) / paid_orders.per_eur as decimal(18, 6)) as shipping_eur,
    line_sums.gross_eur
    - line_sums.discount_eur
    + cast(cast(paid_orders.shipping as double) / paid_orders.per_eur as decimal(18, 6)) as gmv_eur,
    line_sums.units,
    line_sums.lines,
    paid_orders.goods > 0 as is_sale,
    paid_orders.refund < 0 as has_refund,
    paid_orders.has_undated_refund,
    paid_orders.rate_is_carried,
    paid_orders.lines_seen > 0 as has_lines,
    paid_orders.order_number,
    paid_orders.first_on,
    coalesce(paid_orders.order_number = 1, false) as is_new,
    coalesce(paid.wallet, paid_orders.payment_wallet) as wallet,
    case when wallets.wallet is not null then coalesce(paid.wallet_amount_eur, 0) else 0 end as wallet_paid_eur,
    wallets.wallet is not null as is_wallet,
    cast(line_sums.discount_eur as double) / nullif(line_sums.gross_eur, 0) as depth,
    line_sums.promotion_id,
    paid_orders.tax_free,
    paid_orders.is_visitor
from paid_orders
join line_sums on line_sums.order_id = paid_orders.order_id
left join paid on paid.order_id = paid_orders.order_id
left join wallets on wallets.wallet = coalesce(paid.wallet, paid_orders.payment_wallet)
order by paid_orders.ordered_on, paid_orders.order_id
