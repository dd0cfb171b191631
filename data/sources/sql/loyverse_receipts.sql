-- grain: one receipt; a refund is one of its own, printed with either sign
with days as (
    -- 7/8/26 1:33 PM is how American screens write it; other hours are of places that write the day first
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
        abs(money("Gross sales")) as listed,
        abs(coalesce(money("Discounts"), 0)) as discounted,
        abs(coalesce(money("Taxes"), 0)) as taxed,
        abs(money("Total collected")) as collected,
        lower("Status") as state
    from staged, days, file
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
        unread("Total collected", collected, 'Total collected'),
        unread_clock("Date", moment, day_first, 'Date')
    ), '') as problem,
    concat_ws('|', "Store", "Receipt number") as order_ref,
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
    -- of a refund only what was given back is known: its discount is part of the goods
    sign * if(sign < 0, listed - discounted, listed) as goods_gross,
    if(sign < 0, 0, discounted) as discount_merchant,
    sign * taxed as tax,
    case
        when taxed = 0 then null
        when abs(listed - discounted - collected) <= 0.02 then true
        when abs(listed - discounted + taxed - collected) <= 0.02 then false
    end as tax_included,
    sign * collected as total,
    "Payment type" as payment_method,
    wallet_of("Payment type") as payment_wallet,
    nullif(regexp_extract("Customer contacts", '[^\s,;]+@[^\s,;]+'), '') as email,
    nullif(regexp_extract("Customer contacts", '\+?\d[\d ()./-]{6,}\d'), '') as phone
from typed
