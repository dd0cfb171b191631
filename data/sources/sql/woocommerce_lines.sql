-- grain: one line of an order; the order's own amounts stand on every row or on its first one
with cells as (
    select
        *,
        coalesce("Order ID", "Order Number") as order_ref,
        money("Order Total Amount") as charged,
        money("Order Subtotal Amount") as subtotal,
        coalesce(money("Cart Discount Amount"), 0) as discount,
        coalesce(money("Order Shipping Amount"), 0) as shipped,
        coalesce(money("Order Total Tax Amount"), 0) as taxes,
        abs(coalesce(money("Order Refund Amount"), 0)) as refund,
        money("Item Cost") as cost,
        try_cast(coalesce("Quantity", "Quantity (- Refund)") as decimal(12, 3)) as pieces,
        is_gift_card("Item Name", "SKU") as is_owed,
        "Payment Method Title" as method
    from staged
),

summed as (
    select
        *,
        sum(cost::decimal(24, 6) * pieces) over (partition by order_ref) as costs,
        max(subtotal) over (partition by order_ref) as goods_of_order,
        max(discount) over (partition by order_ref) as discount_of_order,
        coalesce(sum(cost::decimal(24, 6) * pieces) filter (where is_owed) over (partition by order_ref), 0)
            as owed_of_order,
        subtotal - discount + shipped as before_tax
    from cells
),

-- Item Cost is what was paid for one piece: where the lines add up to the subtotal less the discount, they are brought
-- back to before it
priced as (
    select
        *,
        cast(case
            when is_owed then 0 * cost
            when discount_of_order > 0 and costs > 0 and abs(costs - (goods_of_order - discount_of_order)) <= 0.05
                then cost::decimal(24, 6) * goods_of_order / costs
            else cost
        end as decimal(18, 6
        )) as price
    from summed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when order_ref is null then 'Order Number is empty' end,
        unread("Order Date", written_day("Order Date"), 'Order Date'),
        unread("Order Total Amount", charged, 'Order Total Amount'),
        unread("Order Subtotal Amount", subtotal, 'Order Subtotal Amount'), unread("Item Cost", cost, 'Item Cost'),
        unread("Cart Discount Amount", money("Cart Discount Amount"), 'Cart Discount Amount'),
        unread("Order Refund Amount", money("Order Refund Amount"), 'Order Refund Amount'),
        unread(coalesce("Quantity", "Quantity (- Refund)"), pieces, 'Quantity')
    ), '') as problem,
    order_ref,
    "Order Number" as order_name,
    file.account_id as shop,
    'ecommerce' as channel,
    'woocommerce' as platform,
    country_code(coalesce("Country Code (Shipping)", "Country Code (Billing)")) as market,
    shop_instant("Order Date", file.tz) as ordered_at,
    shop_instant("Paid Date", file.tz) as paid_at,
    file.tz,
    case when "Order Status" is not null then woo_status("Order Status", refund, charged) end as status,
    "Order Status" as source_status,
    upper(coalesce("Order Currency", file.currency)) as currency,
    subtotal - owed_of_order as goods_gross,
    discount as discount_merchant,
    shipped as shipping,
    taxes as tax,
    case
        when taxes = 0 then null
        when abs(before_tax - charged) <= 0.02 then true
        when abs(before_tax + taxes - charged) <= 0.02 then false
    end as tax_included,
    charged as total,
    -case when regexp_matches(lower("Order Status"), 'refunded|rimborsat') and refund = 0 then charged else refund end
        as refunded,
    method as payment_method,
    "Transaction ID" as payment_ref,
    wallet_of(method) as payment_wallet,
    "Coupon Code" as discount_code,
    "Email (Billing)" as email,
    "Phone (Billing)" as phone,
    "SKU" as sku,
    "Item Name" as title,
    "Category" as category,
    pieces as qty,
    price as list_price,
    price as unit_price
from priced, file
