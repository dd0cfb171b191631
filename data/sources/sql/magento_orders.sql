-- grain: one order, without lines, in the base currency
-- The grid's Subtotal and Shipping are base amounts, Total Refunded is in the currency the shopper paid in (Magento
-- fills it from sales_order.total_refunded), so a part refund is brought to base by the order's own two totals.
-- Subtotal is before discount and without tax: of discount and added tax only the difference is known unless the grid
-- shows one of them.
with grid as (select * from staged),

cells as (
    select
        grid.*,
        money("Grand Total (Base)") as charged,
        coalesce(money("Grand Total (Purchased)"), money("Grand Total (Base)")) as purchased,
        coalesce(money("Subtotal (Base)"), money("Subtotal")) as goods,
        coalesce(money("Shipping and Handling"), 0) as shipped,
        money("Order Tax") as tax_cell,
        abs(money("Discount Amount")) as discount_cell,
        abs(coalesce(money("Total Refunded"), 0)) as given_back,
        lower(replace(coalesce("Status", ''), ' ', '_')) as state,
        list_filter(
            list_transform(string_split("Purchase Point", e'\n'), lambda part: trim(part, blanks())),
            lambda part: part <> ''
        ) as point,
        coalesce(shop_instant("Purchase Date", file.tz), instant(try_strptime(
            regexp_replace(replace("Purchase Date", chr(8239), ' '), '\s+', ' ', 'g'),
            [
                '%b %d, %Y, %I:%M:%S %p',
                '%b %d, %Y %I:%M:%S %p',
                '%B %d, %Y, %I:%M:%S %p',
                '%d %b %Y, %H:%M:%S',
                '%d %b %Y %H:%M:%S',
                '%b %d, %Y, %H:%M:%S'
            ]
        ), file.tz)) as bought
    from grid, file
),

stated as (
    select
        *,
        goods + shipped - charged as unexplained,
        case
            when state = 'closed' then charged
            when purchased = charged or purchased = 0 then given_back
            else cast(given_back::decimal(24, 6) * charged / purchased as decimal(18, 6))
        end as refund
    from cells
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "ID" is null then 'ID is empty' end,
        unread("Purchase Date", bought, 'Purchase Date'), unread("Grand Total (Base)", charged, 'Grand Total (Base)'),
        unread("Grand Total (Purchased)", money("Grand Total (Purchased)"), 'Grand Total (Purchased)'),
        unread("Subtotal", money("Subtotal"), 'Subtotal'),
        unread("Shipping and Handling", money("Shipping and Handling"), 'Shipping and Handling'),
        unread("Total Refunded", money("Total Refunded"), 'Total Refunded')
    ), '') as problem,
    "ID" as order_ref,
    "ID" as order_name,
    file.account_id as shop,
    'ecommerce' as channel,
    'magento' as platform,
    array_to_string(point, ' / ') as store_key,
    point[-1] as store_name,
    country_code("Country") as market,
    bought as ordered_at,
    file.tz,
    case
        when state = 'closed' or (refund > 0 and refund >= charged - 0.01) then 'refunded'
        when refund > 0 then 'partially_refunded'
        when state in ('complete', 'processing') then 'paid'
        when state in ('canceled', 'cancelled') then 'cancelled'
        when state in ('pending', 'pending_payment', 'new') then 'unpaid'
        when state in ('payment_review', 'holded', 'on_hold') then 'authorised'
        else 'unknown'
    end as status,
    "Status" as source_status,
    upper(file.currency) as currency,
    coalesce(goods, charged - shipped) as goods_gross,
    coalesce(discount_cell, greatest(unexplained + coalesce(tax_cell, 0), 0), 0) as discount_merchant,
    shipped as shipping,
    coalesce(
        tax_cell,
        case when unexplained + coalesce(-discount_cell, 0) < 0 then coalesce(discount_cell, 0) - unexplained end
    ) as tax,
    case when tax_cell > 0 or unexplained < 0 then false end as tax_included,
    charged as total,
    -refund as refunded,
    "Payment Method" as payment_method,
    wallet_of("Payment Method") as payment_wallet,
    "Coupon Code" as discount_code,
    "Customer Email" as email,
    "Telephone" as phone
from stated, file
