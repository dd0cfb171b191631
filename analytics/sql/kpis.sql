-- grain: one row, the period, from roll-ups, returns as they stood on $as_of; buyers and payers are null where a filter is set, as persons do not
-- add up over a part
with amounts as (
    select
        sum(orders) as orders, sum(orders_with_units) as orders_with_units, sum(orders_without_rate) as orders_without_rate, sum(new_customers) as new_customers,
        sum(units) as units, sum(units_with_rate) as units_with_rate, sum(gross_eur) as gross_eur, sum(discount_eur) as discount_eur, sum(returns_eur) as returns_eur, sum(net_eur) as net_eur,
        sum(net_constant_eur) as net_constant_eur, sum(net_with_units_eur) as net_with_units_eur, sum(net_with_margin_eur) as net_with_margin_eur,
        sum(margin_eur) as margin_eur, sum(sold_full_price_eur) as sold_full_price_eur, sum(sold_with_margin_eur) as sold_with_margin_eur,
        sum(sold_guest_eur) as sold_guest_eur, sum(sold_returning_eur) as sold_returning_eur, sum(sold_wallet_eur) as sold_wallet_eur, sum(gmv_eur) as gmv_eur,
        sum(discount_merchant_eur) as discount_merchant_eur, sum(discount_platform_eur) as discount_platform_eur, sum(returns_rd_eur) as returns_rd_eur,
        sum(net_ex_vat_eur) as net_ex_vat_eur, sum(net_with_vat_eur) as net_with_vat_eur, sum(platform_receipts_eur) as platform_receipts_eur,
        sum(shipping_eur) as shipping_eur, sum(gmv_known_eur) as gmv_known_eur, sum(orders) - sum(orders_guest) as orders_known,
        sum(case when day < cast($matured_until as date) then -returns_eur end) as matured_refunds_eur,
        sum(case when day < cast($matured_until as date) then gross_eur - discount_eur end) as matured_sold_eur,
        sum(case when day < cast($matured_until as date) then orders_refunded end) as matured_orders_refunded,
        sum(case when day < cast($matured_until as date) then orders end) as matured_orders
    from daily
    where day >= cast($since as date) and day < cast($until as date)
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
people as (
    select sum(case when kind = 'ordered' then buyers end) as buyers, sum(case when kind = 'paid' then buyers end) as payers
    from buyers_daily
    where day >= cast($since as date) and day < cast($until as date) and (previous_on is null or previous_on < cast($since as date))
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
    people.*
from amounts cross join late cross join people
