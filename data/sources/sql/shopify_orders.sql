-- grain: one line of an order; the order's own amounts stand on its first row
with cells as (
    select
        staged.*,
        file.account_id as shop,
        file.tz as said_tz,
        "Name" as order_name,
        "Financial Status" as stated,
        case when not is_damaged("Id") then "Id" end as number,
        money("Total") as charged,
        is_gift_card("Lineitem name", "Lineitem sku") as is_owed,
        if(is_owed, 0, 1) * money("Lineitem price") as price,
        if(is_owed, money("Lineitem price"), 0) as owed,
        money("Lineitem compare at price") as price_before,
        money("Lineitem discount") as off_line,
        try_cast(replace("Lineitem quantity", ',', '') as decimal(12, 3)) as quantity,
        money("Subtotal") as after_discount,
        money("Discount Amount") as off_order,
        money("Shipping") as shipping_cell,
        money("Taxes") as tax_cell,
        money("Duties") as duty,
        money("Refunded Amount") as given_back,
        "Lineitem name" as item,
        "Lineitem sku" as item_sku,
        "Location" as place,
        "Payment Method" as method,
        shop_instant("Created at", file.tz) as created,
        shop_instant("Paid at", file.tz) as paid,
        shop_instant("Cancelled at", file.tz) as cancelled,
        regexp_extract("Created at", '([+-]\d{2}:?\d{2})\s*$', 1) as shift,
        regexp_extract("Tags", '(?i)TikTokOrderID:\s*(\w+)', 1) as tiktok_id,
        lower(coalesce("Source", '')) as origin
    from staged, file
),

-- what only this row can tell is told before rows are compared
marked as (
    select
        row_no,
        shop,
        said_tz,
        order_name,
        stated,
        number,
        charged,
        price,
        owed,
        price_before,
        off_line,
        quantity,
        after_discount,
        off_order,
        shipping_cell,
        tax_cell,
        duty,
        given_back,
        item,
        item_sku,
        place,
        method,
        created,
        paid,
        cancelled,
        shift,
        tiktok_id,
        origin,
        stated is not null or charged is not null or number is not null as is_first,
        country_code(coalesce("Shipping Country", "Billing Country")) as market,
        upper("Currency") as currency,
        coalesce("Payment Reference", "Payment ID") as payment_ref,
        "Discount Code" as discount_code,
        "Email" as email,
        coalesce("Phone", "Billing Phone") as phone,
        "Vendor" as brand,
        nullif(concat_ws(
            '; ',
            unread("Lineitem price", price, 'Lineitem price'),
            unread("Lineitem quantity", quantity, 'Lineitem quantity'),
            unread("Lineitem discount", off_line, 'Lineitem discount'),
            unread("Lineitem compare at price", price_before, 'Lineitem compare at price'),
            unread("Subtotal", after_discount, 'Subtotal'),
            unread("Shipping", shipping_cell, 'Shipping'),
            unread("Taxes", tax_cell, 'Taxes'),
            unread("Discount Amount", off_order, 'Discount Amount'), unread("Total", charged, 'Total'),
            unread("Refunded Amount", given_back, 'Refunded Amount'),
            case
                when created is null and shift = '' and said_tz is null and "Created at" is not null
                    then
                        'Created at: '
                        || kind_of("Created at")
                        || ' without its offset from UTC; say the shop''s zone with --tz'
                else unread("Created at", created, 'Created at')
            end,
            unread("Paid at", paid, 'Paid at'), unread("Cancelled at", cancelled, 'Cancelled at')
        ), '') as faults
    from cells
),

-- a continuation row bears the order's Name only; ids that a spreadsheet turned into 4.07E+12 give way to the Name too
named as (
    select
        row_no,
        is_first,
        hash(item, item_sku, price, quantity) as said,
        price::decimal(24, 6) * quantity as amount,
        owed::decimal(24, 6) * quantity as owed_amount,
        coalesce(
            last_value(case when is_first then coalesce(number, order_name) end ignore nulls) over (
                partition by order_name order by row_no rows between unbounded preceding and current row
            ),
            first_value(case when is_first then coalesce(number, order_name) end ignore nulls) over (
                partition by order_name order by row_no rows between current row and unbounded following
            )
        ) as order_ref
    from marked
),

-- exports joined end to end repeat an order from its first row on; the last copy tells its present state
copies as (
    select
        *,
        is_first and lead(row_no) over (partition by order_ref, said, is_first order by row_no) is not null as is_again
    from named
),

kept as (
    select
        row_no,
        order_ref,
        amount,
        owed_amount,
        coalesce(last_value(case when is_first then is_again end ignore nulls) over (
            partition by order_ref order by row_no rows between unbounded preceding and current row
        ), false) as is_copy
    from copies
),

worth as (
    select
        order_ref,
        cast(sum(amount) as decimal(18, 6)) as goods,
        cast(coalesce(sum(owed_amount), 0) as decimal(18, 6)) as cards
    from kept where not is_copy group by order_ref
),

summed as (
    select
        marked.* replace (after_discount - coalesce(worth.cards, 0) as after_discount),
        kept.order_ref,
        kept.is_copy,
        worth.goods,
        coalesce(worth.cards, 0) as cards,
        coalesce(shipping_cell, 0) as shipped,
        coalesce(tax_cell, 0) as tax_amount,
        coalesce(off_order, goods - (marked.after_discount - coalesce(worth.cards, 0)), 0) as discount
    from marked join kept using (row_no) left join worth on worth.order_ref = kept.order_ref
),

-- a difference between lines and Subtotal that the discount does not explain: the order was edited after the sale
split as (
    select
        *,
        coalesce(
            goods - after_discount not between -0.01 and discount + 0.01
            or discount - (goods - after_discount) > shipped + 0.01, false
        ) as is_edited,
        case
            when
                goods - after_discount between -0.01 and discount + 0.01
                and discount - (goods - after_discount) <= shipped + 0.01
                then greatest(goods - after_discount, 0)
            else least(discount, goods)
        end as on_goods
    from summed
),

-- an exchange leaves the line that was taken back in the file: the one worth what Subtotal lacks
edited as (
    select
        *,
        max(case when is_edited then goods - after_discount - discount end) over (partition by order_ref) as surplus
    from split
),

removed as (
    select order_ref, surplus as taken_back, min(row_no) as removed_no from edited
    where surplus > 0 and abs(price::decimal(24, 6) * quantity - surplus) <= 0.01 group by order_ref, surplus
),

told as (
    select
        edited.* replace (
            goods - coalesce(taken_back, 0) as goods, case when row_no = removed_no then 0 else quantity end as quantity
        ),
        greatest(discount - on_goods, 0) as on_shipping,
        goods - coalesce(taken_back, 0) - on_goods + shipped - greatest(discount - on_goods, 0) + cards as before_tax,
        case
            when tiktok_id <> '' or origin like 'tiktok%' then 'tiktok'
            when
                regexp_matches(origin, '^(amazon|ebay|etsy|walmart|zalando|farfetch)')
                then regexp_extract(origin, '^[a-z]+')
        end as marketplace,
        replace(lower(stated), ' ', '_') as state
    from edited left join removed using (order_ref)
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when order_name is null then 'Name is empty' end,
        case
            when order_ref is null and order_name is not null then 'the file has no row with the totals of this order'
        end,
        case when is_copy then 'this order stands again further down in the file' end,
        faults
    ), '') as problem,
    order_ref,
    order_name,
    shop,
    case
        when not is_first then null
        when marketplace is not null then 'marketplace'
        when origin in ('pos', '129785') or place is not null then 'boutique'
        when origin = 'shopify_draft_order' then 'other'
        else 'ecommerce'
    end as channel,
    case when is_first then coalesce(marketplace, 'shopify') end as platform,
    case when marketplace is null then place end as store_key,
    case when marketplace is null then place end as store_name,
    market,
    created as ordered_at,
    paid as paid_at,
    cancelled as cancelled_at,
    coalesce(case when shift <> '' then 'GMT' || left(shift, 3) || ':' || right(shift, 2) end, said_tz) as tz,
    case
        when not is_first then null
        when state in ('paid', 'partially_refunded', 'refunded') then state
        when state in ('authorized', 'partially_paid') then 'authorised'
        when state in ('pending', 'expired', 'unpaid') then 'unpaid'
        when state = 'voided' then 'cancelled'
        when state is null and paid is not null then 'paid'
        else 'unknown'
    end as status,
    stated as source_status,
    currency,
    case when is_first then goods end as goods_gross,
    case when is_first then on_goods end as discount_merchant,
    case when is_first then on_shipping end as discount_shipping,
    case when is_first then shipped end as shipping,
    case when is_first then tax_amount end as tax,
    case
        when not is_first or tax_amount = 0 then null
        when abs(before_tax - charged) <= 0.02 then true
        when abs(before_tax + tax_amount + coalesce(duty, 0) - charged) <= 0.02 then false
    end as tax_included,
    charged as total,
    case when is_first then -abs(coalesce(given_back, 0)) end as refunded,
    method as payment_method,
    payment_ref,
    wallet_of(method) as payment_wallet,
    discount_code,
    case when tiktok_id <> '' then 'tiktok|' || tiktok_id end as foreign_order_id,
    case when is_first then coalesce(regexp_matches(method, '(?i)bogus|for testing'), false) end as is_test,
    case when is_first and is_edited then 'edited' end as tags,
    email,
    phone,
    item_sku as sku,
    item as title,
    brand,
    quantity as qty,
    greatest(price_before, price) as list_price,
    price as unit_price,
    off_line as line_discount
from told
