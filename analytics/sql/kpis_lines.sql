-- grain: one row, the period, counted on order lines: for what the roll-up does not hold (brand, category) or counts otherwise (tier)
with period_lines as (
    select * from sales where ordered_on >= cast($since as date) and ordered_on < cast($until as date)
),
amounts as (
    select
        count(distinct case when is_sold then order_id end) as orders,
        count(distinct case when is_sold and units is not null then order_id end) as orders_with_units,
        count(distinct case when is_sold and gross_eur is null then order_id end) as orders_without_rate,
        count(distinct case when is_new then customer_id end) as new_customers,
        sum(units) as units, sum(gross_eur) as gross_eur, sum(discount_eur) as discount_eur, sum(discount_merchant_eur) as discount_merchant_eur,
        sum(discount_platform_eur) as discount_platform_eur, sum(returns_eur) as returns_eur, sum(net_eur) as net_eur,
        sum(net_constant_eur) as net_constant_eur, sum(net_ex_vat_eur) as net_ex_vat_eur, sum(case when net_ex_vat_eur is not null then net_eur end) as net_with_vat_eur, sum(platform_receipts_eur) as platform_receipts_eur,
        sum(margin_eur) as margin_eur, sum(case when margin_eur is not null then net_eur end) as net_with_margin_eur,
        sum(case when is_full_price then net_eur end) as net_full_price_eur, sum(case when units is not null then net_eur end) as net_with_units_eur,
        sum(case when customer_id is null then net_eur end) as net_guest_eur,
        sum(case when ordered_on < cast($matured_until as date) then -returns_eur end) as matured_refunds_eur,
        sum(case when ordered_on < cast($matured_until as date) then gross_eur - discount_eur end) as matured_sold_eur,
        count(distinct case when ordered_on < cast($matured_until as date) and returns_eur < 0 and is_sold then order_id end) as matured_orders_refunded,
        count(distinct case when ordered_on < cast($matured_until as date) and is_sold then order_id end) as matured_orders,
        count(distinct case when is_sold then customer_id end) as buyers,
        count(distinct case when customer_id is not null and is_sold then order_id end) as orders_known,
        sum(case when customer_id is not null and not is_new then net_eur end) as net_returning_eur
    from period_lines
),
payments as (
    select
        count(distinct customer_id) as payers, sum(gross_eur - discount_eur) as gmv_eur,
        sum(case when customer_id is not null then gross_eur - discount_eur end) as gmv_known_eur
    from sales
    where paid_on >= cast($since as date) and paid_on < cast($until as date) and is_sold
)
select * from amounts cross join payments
