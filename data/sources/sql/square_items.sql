-- grain: one sold or returned article of a transaction; net sales and tax are what it came to
with days as (
    select
        is_day_first("Date") as day_first,
        -- $ is the sign of many currencies, these of one
        case
            when bool_or(contains("Net Sales", '€')) then 'EUR' when bool_or(contains("Net Sales", '£')) then 'GBP'
        end as sign_of_file
    from staged
),

zones as (select name as zone from pg_timezone_names()),

typed as (
    select
        staged.*,
        zone,
        coalesce(day_first, case when zone like 'America/%' or zone = 'Pacific/Honolulu' then false end) as day_first,
        -- of a return only what was given back is known: its discount is part of the price
        is_gift_card("Item", "SKU") or coalesce("Itemization Type" ilike '%gift card%', false) as is_owed,
        if(is_owed, 0, 1) * money(if("Qty" like '-%', "Net Sales", "Gross Sales")) as listed,
        if(is_owed, 0, 1) * money("Net Sales") as sold,
        money("Net Sales") as came_in,
        coalesce(money("Tax"), 0) as taxed,
        try_cast("Qty" as decimal(12, 3)) as pieces,
        upper(coalesce(file.currency, sign_of_file)) as money_of_file
    from staged
    cross join days
    cross join file
    left join zones on zone = zone_of("Time Zone")
),

read as (
    select
        *,
        coalesce(clock("Date" || ' ' || "Time"), slashed_clock("Date" || ' ' || "Time", day_first)) as moment,
        case when pieces = 0 then null else pieces end as sold_pieces
    from typed
),

summed as (
    select
        *,
        sum(sold) over (partition by "Transaction ID") as sold_of_order,
        sum(came_in) over (partition by "Transaction ID") as came_in_of_order,
        sum(listed) over (partition by "Transaction ID") as listed_of_order,
        sum(taxed) over (partition by "Transaction ID") as taxed_of_order
    from read
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Transaction ID" is null then 'Transaction ID is empty' end,
        case when "Net Sales" is null then 'Net Sales is empty' end,
        unread("Gross Sales", money("Gross Sales"), 'Gross Sales'),
        unread("Discounts", money("Discounts"), 'Discounts'),
        unread("Net Sales", came_in, 'Net Sales'),
        unread("Tax", money("Tax"), 'Tax'),
        unread("Qty", pieces, 'Qty'),
        case when pieces = 0 then 'Qty is nought' end,
        unread_clock("Date", moment, day_first, 'Date'),
        case when zone is null then 'Time Zone: ' || kind_of("Time Zone") || ' where a zone known here belongs' end
    ), '') as problem,
    "Transaction ID" as order_ref,
    'boutique' as channel,
    'square' as platform,
    "Location" as store_key,
    instant(moment, zone) as ordered_at,
    zone as tz,
    'paid' as status,
    money_of_file as currency,
    listed_of_order as goods_gross,
    listed_of_order - sold_of_order as discount_merchant,
    taxed_of_order as tax,
    false as tax_included,
    came_in_of_order + taxed_of_order as total,
    "Customer ID" as shop_customer,
    "SKU" as sku,
    "Item" as title,
    "Category" as category,
    sold_pieces as qty,
    cast(listed / sold_pieces as decimal(18, 6)) as list_price,
    cast(listed / sold_pieces as decimal(18, 6)) as unit_price,
    listed - sold as line_discount
from summed
