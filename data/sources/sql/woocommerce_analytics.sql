-- grain: one order, or one refund under the order's number; what it came to is net of tax, shipping and coupons
-- Whether the number of a refund is its order's is not said: where both stand in the file they are one order.
with typed as (
    select
        staged.*,
        file.tz as zone,
        file.currency as money_of_file,
        coalesce("N. Revenue", "Net Sales") as cell,
        money(coalesce("N. Revenue", "Net Sales")) as earned,
        shop_instant("Date", file.tz) as moment
    from staged, file
),

summed as (
    select
        *,
        bool_or(earned >= 0) over (partition by "Order #") as has_sale,
        sum(case when earned < 0 then earned end) over (partition by "Order #") as given_back,
        max(case when earned < 0 then moment end) over (partition by "Order #") as given_back_at,
        sum(case when earned >= 0 then earned end) over (partition by "Order #") as sold
    from typed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Order #" is null then 'Order # is empty' end,
        case when cell is null then 'N. Revenue is empty' end,
        unread(cell, earned, 'N. Revenue'),
        unread("Date", moment, 'Date')
    ), '') as problem,
    case when earned < 0 and has_sale then 'a refund, told with its order' end as aside,
    "Order #" as order_ref,
    'ecommerce' as channel,
    'woocommerce' as platform,
    moment as ordered_at,
    zone as tz,
    case when earned < 0 then 'paid' else woo_status("Status", coalesce(-given_back, 0), sold) end as status,
    "Status" as source_status,
    money_of_file as currency,
    earned as goods_gross,
    false as tax_included,
    earned as total,
    case
        when
            earned >= 0
            then coalesce(given_back, case when regexp_matches(lower("Status"), 'refunded|rimborsat') then -earned end)
    end as refunded,
    case when earned >= 0 and given_back < 0 then given_back_at end as refunded_at,
    regexp_replace("Coupon(s)", ',\s+', ',', 'g') as discount_code
from summed
