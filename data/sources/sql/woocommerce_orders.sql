-- grain: one line of an order; a row holds the order and all of its lines, each as
-- `name:...|product_id:...|sku:...|quantity:...|total:...|sub_total:...`
with wide as (
    select *, [*columns('^line_item_\d+$')] as line_items from staged
),

cells as (
    select
        *,
        money("order_total") as charged,
        money("order_subtotal") as goods,
        coalesce(money("shipping_total"), 0) as shipped,
        coalesce(money("fee_total"), 0) as fees,
        coalesce(money("tax_total"), 0) as taxes,
        coalesce(money("discount_total"), coalesce(money("cart_discount"), 0) + coalesce(money("order_discount"), 0))
            as discount,
        list_filter(line_items, lambda cell: words(cell) is not null) as cells_of_lines,
        list_transform(
            regexp_extract_all("refund_items", 'amount:\s*-?([\d.]+)', 1), lambda cell: try_cast(cell as decimal(18, 6))
        ) as refunds,
        regexp_extract_all("refund_items", 'date:\s*([\d: -]+)', 1) as refund_dates,
        coalesce("payment_method_title", "payment_method") as method
    from wide
),

stated as (
    select
        *,
        case
            when len(refunds) > 0 then list_sum(refunds)
            when regexp_matches(lower("status"), 'refunded') then charged else 0
        end as refund,
        goods - discount + shipped + fees as before_tax,
        unnest(case when len(cells_of_lines) > 0 then cells_of_lines else [null] end) as line,
        generate_subscripts(case when len(cells_of_lines) > 0 then cells_of_lines else [null] end, 1) as position
    from cells
),

lines as (
    select
        *,
        regexp_extract(line, '(?:^|\|)quantity:([^|]*)', 1) as quantity_cell,
        regexp_extract(line, '(?:^|\|)total:([^|]*)', 1) as total_cell,
        regexp_extract(line, '(?:^|\|)sub_total:([^|]*)', 1) as subtotal_cell,
        try_cast(regexp_extract(line, '(?:^|\|)quantity:([^|]*)', 1) as decimal(12, 3)) as quantity,
        money(regexp_extract(line, '(?:^|\|)total:([^|]*)', 1)) as line_total,
        coalesce(
            money(regexp_extract(line, '(?:^|\|)sub_total:([^|]*)', 1)),
            money(regexp_extract(line, '(?:^|\|)total:([^|]*)', 1))
        ) as line_goods
    from stated
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "order_id" is null then 'order_id is empty' end,
        unread("order_date", written_day("order_date"), 'order_date'),
        unread("paid_date", written_day("paid_date"), 'paid_date'),
        unread("order_total", charged, 'order_total'), unread("order_subtotal", goods, 'order_subtotal'),
        unread("shipping_total", money("shipping_total"), 'shipping_total'),
        unread("tax_total", money("tax_total"), 'tax_total'),
        unread("discount_total", money("discount_total"), 'discount_total'),
        unread("fee_total", money("fee_total"), 'fee_total'),
        case
            when line is not null and (quantity is null or line_total is null)
                then 'a line has no quantity and total as numbers'
        end,
        unread(subtotal_cell, money(subtotal_cell), 'sub_total')
    ), '') as problem,
    "order_id" as order_ref,
    coalesce("order_number", "order_id") as order_name,
    file.account_id as shop,
    'ecommerce' as channel,
    'woocommerce' as platform,
    country_code(coalesce("shipping_country", "billing_country")) as market,
    shop_instant("order_date", file.tz) as ordered_at,
    shop_instant("paid_date", file.tz) as paid_at,
    file.tz,
    woo_status("status", refund, charged) as status,
    "status" as source_status,
    upper("order_currency") as currency,
    goods as goods_gross,
    discount as discount_merchant,
    shipped + fees as shipping,
    taxes as tax,
    case
        when taxes = 0 then null
        when abs(before_tax - charged) <= 0.02 then true
        when abs(before_tax + taxes - charged) <= 0.02 then false
    end as tax_included,
    charged as total,
    -refund as refunded,
    case when refund > 0 and len(refund_dates) = 1 then shop_instant(refund_dates[1], file.tz) end as refunded_at,
    method as payment_method,
    "transaction_id" as payment_ref,
    wallet_of(concat_ws(' ', method, "payment_method")) as payment_wallet,
    nullif(array_to_string(regexp_extract_all("coupon_items", 'code:\s*([^|;]+)', 1), ','), '') as discount_code,
    coalesce("customer_email", "billing_email") as email,
    "billing_phone" as phone,
    nullif(coalesce("customer_id", "customer_user"), '0') as shop_customer,
    case when line is not null then lpad(cast(position as varchar), 3, '0') end as source_line_id,
    words(regexp_extract(line, '(?:^|\|)sku:([^|]*)', 1)) as sku,
    words(regexp_extract(line, '(?:^|\|)product_id:([^|]*)', 1)) as source_product,
    replace(words(regexp_extract(line, '^name:(.*?)(?:\|product_id:|\|sku:|\|quantity:|$)', 1)), '&amp;', '&') as title,
    quantity as qty,
    cast(line_goods / nullif(quantity, 0) as decimal(18, 6)) as list_price,
    cast(line_goods / nullif(quantity, 0) as decimal(18, 6)) as unit_price,
    greatest(line_goods - line_total, 0) as line_discount,
    -abs(coalesce(money(regexp_extract(line, '(?:^|\|)refund:([^|]*)', 1)), 0)) as line_refunded
from lines, file
