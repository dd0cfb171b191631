-- grain: one article of a receipt; a refund is a receipt of its own, printed with either sign
with days as (
    select
        coalesce(
            is_day_first("Date"),
            case when bool_and(regexp_matches("Date", '/\d\d \d{1,2}:\d\d(:\d\d)? [AP]M$')) then false end
        ) as day_first
    from staged
),

typed as (
    select
        staged.*,
        day_first,
        file.tz as zone,
        file.currency as money_of_file,
        coalesce(shop_instant("Date", file.tz), instant(slashed_clock("Date", day_first), file.tz)) as moment,
        case lower("Receipt type") when 'sale' then 1 when 'refund' then -1 end as sign,
        if(is_gift_card("Item", "SKU"), 0, 1) as earned,
        earned * abs(money("Gross sales")) as listed,
        earned * abs(coalesce(money("Discounts"), 0)) as discounted,
        abs(coalesce(money("Taxes"), 0)) as taxed,
        abs(money("Cost of goods")) as cost,
        nullif(abs(try_cast("Quantity" as decimal(12, 3))), 0) as pieces,
        concat_ws('|', "Store", "Receipt number") as receipt,
        lower("Status") as state
    from staged, days, file
),

summed as (
    select *, sum(sign * taxed) over (partition by receipt) as taxed_of_order from typed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Receipt number" is null then 'Receipt number is empty' end,
        case when sign is null then 'Receipt type is neither Sale nor Refund' end,
        unread("Gross sales", listed, 'Gross sales'),
        unread("Discounts", money("Discounts"), 'Discounts'),
        unread("Taxes", money("Taxes"), 'Taxes'),
        unread("Cost of goods", cost, 'Cost of goods'),
        unread("Quantity", pieces, 'Quantity'),
        unread_clock("Date", moment, day_first, 'Date')
    ), '') as problem,
    receipt as order_ref,
    "Receipt number" as order_name,
    'boutique' as channel,
    'loyverse' as platform,
    "Store" as store_key,
    moment as ordered_at,
    zone as tz,
    case
        when state is null or regexp_matches(state, 'closed|complet|paid') then 'paid'
        when regexp_matches(state, 'cancel|void') then 'cancelled'
        else 'unknown'
    end as status,
    "Status" as source_status,
    money_of_file as currency,
    taxed_of_order as tax,
    case when taxed_of_order <> 0 then false end as tax_included,
    nullif(regexp_extract("Customer contacts", '[^\s,;]+@[^\s,;]+'), '') as email,
    nullif(regexp_extract("Customer contacts", '\+?\d[\d ()./-]{6,}\d'), '') as phone,
    "SKU" as sku,
    concat_ws(' ', "Item", "Variant") as title,
    "Category" as category,
    sign * pieces as qty,
    cast(listed / pieces as decimal(18, 6)) as list_price,
    -- of a refund only what was given back is known: its discount is part of the price
    cast(if(sign < 0, listed - discounted, listed) / pieces as decimal(18, 6)) as unit_price,
    if(sign < 0, 0, discounted) as line_discount,
    cast(cost / pieces as decimal(18, 6)) as unit_cost
from summed
