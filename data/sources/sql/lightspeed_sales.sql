-- grain: one row of a sale: the sale itself, one of its lines, or one of its payments; only the first has the totals
with typed as (
    select
        staged.*,
        file.tz as zone,
        file.currency as money_of_file,
        file.account_id as outlet,
        lower("Line Type") as kind,
        money("Price") as priced,
        coalesce(money("Tax"), 0) as taxed,
        abs(coalesce(money("Discount"), 0)) as off,
        money("Total") as summed,
        try_cast("Quantity" as decimal(12, 3)) as pieces,
        concat_ws(' ', "Sale Date", "Sale Time") as said,
        lower("Status") as state,
        (select is_day_first("Sale Date") from staged) as day_first
    from staged, file
),

-- a line's price and tax are those of one piece where they make its total so, else those of the line
read as (
    select
        *,
        coalesce(shop_instant(said, zone), instant(slashed_clock(said, day_first), zone)) as moment,
        kind in ('sale line', 'sale_line', 'line') and coalesce(pieces, 0) <> 0 as is_line,
        case
            when is_gift_card("Details", "Product Sku") then 0 * priced
            when abs((priced + taxed) * pieces - summed) <= 0.02 then priced
            else cast(priced / nullif(abs(pieces), 0) as decimal(18, 6))
        end as of_piece
    from typed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Invoice Number" is null then 'Invoice Number is empty' end,
        case
            when kind is null or kind not in ('sale', 'sale line', 'sale_line', 'line', 'payment')
                then 'Line Type is none of Sale, Sale Line, Payment'
        end,
        unread("Price", priced, 'Price'),
        unread("Tax", money("Tax"), 'Tax'),
        unread("Discount", money("Discount"), 'Discount'),
        unread("Total", summed, 'Total'),
        unread("Quantity", pieces, 'Quantity'),
        case when kind in ('sale line', 'sale_line', 'line') and not is_line then 'Quantity is empty or nought' end,
        unread_clock("Sale Date", moment, day_first, 'Sale Date')
    ), '') as problem,
    "Invoice Number" as order_ref,
    outlet as shop,
    'boutique' as channel,
    'lightspeed' as platform,
    outlet as store_key,
    case when kind = 'sale' then moment end as ordered_at,
    zone as tz,
    case
        when kind <> 'sale' then null
        when regexp_matches(state, 'void') then 'cancelled'
        when regexp_matches(state, 'closed|complet|dispatch|pickup|fulfil') then 'paid'
        when regexp_matches(state, 'layby|layaway|account|saved|parked|open|quote|pending') then 'unpaid'
        else 'unknown'
    end as status,
    case when kind = 'sale' then "Status" end as source_status,
    money_of_file as currency,
    case when kind = 'sale' then taxed end as tax,
    case when kind = 'sale' then false end as tax_included,
    case when kind = 'sale' then summed end as total,
    case when kind = 'payment' then "Details" end as payment_method,
    case when kind = 'payment' then wallet_of("Details") end as payment_wallet,
    case when lower("Customer Code") not like 'walk%' then "Customer Code" end as shop_customer,
    "Customer Email" as email,
    "Product Sku" as sku,
    case when is_line then "Details" end as title,
    case when is_line then pieces end as qty,
    case when is_line then abs(of_piece) + off end as list_price,
    -- of a return only what was given back is known: its discount is part of the price
    case when is_line then if(pieces < 0, abs(of_piece), abs(of_piece) + off) end as unit_price,
    case when is_line then if(pieces < 0, 0, off * pieces) end as line_discount
from read
