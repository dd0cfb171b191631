-- grain: one row, the period, from roll-ups; buyers and payers are null where a filter is set, as persons do not add up over a part
with amounts as (
    select
        sum(orders) as orders, sum(orders_with_units) as orders_with_units, sum(orders_without_rate) as orders_without_rate, sum(new_customers) as new_customers,
        sum(units) as units, sum(gross_eur) as gross_eur, sum(discount_eur) as discount_eur, sum(discount_merchant_eur) as discount_merchant_eur,
        sum(discount_platform_eur) as discount_platform_eur, sum(returns_eur) as returns_eur, sum(returns_rd_eur) as returns_rd_eur, sum(net_eur) as net_eur,
        sum(net_constant_eur) as net_constant_eur, sum(net_ex_vat_eur) as net_ex_vat_eur, sum(net_with_vat_eur) as net_with_vat_eur, sum(platform_receipts_eur) as platform_receipts_eur,
        sum(margin_eur) as margin_eur, sum(net_with_margin_eur) as net_with_margin_eur, sum(net_full_price_eur) as net_full_price_eur,
        sum(net_with_units_eur) as net_with_units_eur, sum(net_guest_eur) as net_guest_eur, sum(net_wallet_eur) as net_wallet_eur,
        sum(shipping_eur) as shipping_eur, sum(gmv_eur) as gmv_eur, sum(gmv_known_eur) as gmv_known_eur,
        sum(orders) - sum(orders_guest) as orders_known, sum(net_returning_eur) as net_returning_eur,
        sum(case when day < cast($matured_until as date) then -returns_eur end) as matured_refunds_eur,
        sum(case when day < cast($matured_until as date) then gross_eur - discount_eur end) as matured_sold_eur,
        sum(case when day < cast($matured_until as date) then orders_refunded end) as matured_orders_refunded,
        sum(case when day < cast($matured_until as date) then orders end) as matured_orders
    from daily
    where day >= cast($since as date) and day < cast($until as date)
),
people as (
    select sum(case when kind = 'ordered' then buyers end) as buyers, sum(case when kind = 'paid' then buyers end) as payers
    from buyers_daily
    where day >= cast($since as date) and day < cast($until as date) and (previous_on is null or previous_on < cast($since as date))
)
select * from amounts cross join people
