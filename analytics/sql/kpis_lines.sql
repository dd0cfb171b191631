-- grain: one row, the period, counted on order lines, returns as they stood on $as_of: for what the roll-up does not hold (brand, category) or counts
-- otherwise (tier)
with amounts as (
    select
        count(distinct case when is_sold then order_id end) as orders,
        count(distinct case when is_sold and units is not null then order_id end) as orders_with_units,
        count(distinct case when is_sold and gross_eur is null then order_id end) as orders_without_rate,
        count(distinct case when is_new and is_sold then customer_id end) as new_customers,
        sum(units) as units, sum(case when gross_eur is not null then units end) as units_with_rate, sum(gross_eur) as gross_eur, sum(discount_eur) as discount_eur,
        sum(returns_eur) as returns_eur, sum(net_eur) as net_eur, sum(net_constant_eur) as net_constant_eur,
        sum(case when units is not null then net_eur end) as net_with_units_eur, sum(case when margin_eur is not null then net_eur end) as net_with_margin_eur,
        sum(margin_eur) as margin_eur, sum(case when is_full_price then gross_eur - discount_eur end) as sold_full_price_eur,
        sum(case when margin_eur is not null then gross_eur - discount_eur end) as sold_with_margin_eur,
        sum(case when customer_id is null then gross_eur - discount_eur end) as sold_guest_eur,
        sum(case when customer_id is not null and not is_new then gross_eur - discount_eur end) as sold_returning_eur,
        count(distinct case when is_sold then customer_id end) as buyers, count(distinct case when is_sold and customer_id is not null then order_id end) as orders_known,
        sum(discount_merchant_eur) as discount_merchant_eur, sum(discount_platform_eur) as discount_platform_eur,
        sum(net_ex_vat_eur) as net_ex_vat_eur, sum(case when net_ex_vat_eur is not null then net_eur end) as net_with_vat_eur,
        sum(platform_receipts_eur) as platform_receipts_eur, sum(shipping_eur) as shipping_eur,
        sum(case when ordered_on < cast($matured_until as date) then -returns_eur end) as matured_refunds_eur,
        sum(case when ordered_on < cast($matured_until as date) then gross_eur - discount_eur end) as matured_sold_eur,
        count(distinct case when ordered_on < cast($matured_until as date) and returns_eur < 0 and is_sold then order_id end) as matured_orders_refunded,
        count(distinct case when ordered_on < cast($matured_until as date) and is_sold then order_id end) as matured_orders
    from sales
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date)
),
late as (
    select
        sum(returns_eur) as returns_eur, sum(returns_constant_eur) as returns_constant_eur, sum(returns_with_units_eur) as returns_with_units_eur,
        sum(returns_with_margin_eur) as returns_with_margin_eur, sum(margin_eur) as margin_eur, sum(returns_with_vat_eur) as returns_with_vat_eur, sum(returns_ex_vat_eur) as returns_ex_vat_eur,
        sum(platform_receipts_eur) as platform_receipts_eur, sum(case when ordered_on < cast($matured_until as date) then returns_eur end) as matured_eur,
        count(distinct case when ordered_on < cast($matured_until as date) and first_refunded_on > cast($as_of as date) and is_sold then order_id end) as matured_orders
    from late_returns
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date) and refunded_on > cast($as_of as date)
),
payments as (
    select
        count(distinct case when is_sold and gross_eur is not null then customer_id end) as payers, sum(gross_eur - discount_eur + shipping_eur) as gmv_eur,
        sum(case when customer_id is not null then gross_eur - discount_eur + shipping_eur end) as gmv_known_eur
    from sales
    where paid_on >= cast($since as date) and paid_on < cast($until as date)
)
select
    amounts.* replace (
        amounts.returns_eur - coalesce(late.returns_eur, 0) as returns_eur, net_eur - coalesce(late.returns_eur, 0) as net_eur,
        net_constant_eur - coalesce(returns_constant_eur, 0) as net_constant_eur, net_with_units_eur - coalesce(returns_with_units_eur, 0) as net_with_units_eur,
        net_with_margin_eur - coalesce(returns_with_margin_eur, 0) as net_with_margin_eur, amounts.margin_eur - coalesce(late.margin_eur, 0) as margin_eur,
        net_with_vat_eur - coalesce(returns_with_vat_eur, 0) as net_with_vat_eur, net_ex_vat_eur - coalesce(returns_ex_vat_eur, 0) as net_ex_vat_eur,
        amounts.platform_receipts_eur - coalesce(late.platform_receipts_eur, 0) as platform_receipts_eur,
        matured_refunds_eur + coalesce(matured_eur, 0) as matured_refunds_eur, matured_orders_refunded - late.matured_orders as matured_orders_refunded
    ),
    payments.*
from amounts cross join late cross join payments
