-- grain: one sold or returned piece; the signs of the file cannot be relied on, so the type says which way money went
with cells as (
    select
        row_no,
        "Currency",
        "Document Date",
        "EAN",
        "Gross Partner Revenue",
        "MKT/PAI",
        "Merchant UU-ID",
        "Partner Shipping/Return Date",
        "Payment Service Fee",
        "Subtype",
        "Type",
        "Zalando Order Number"
    from staged
),

typed as (
    select
        *,
        lower("Type") as kind,
        money("Gross Partner Revenue") as stated,
        coalesce(abs(money("MKT/PAI")), 0) + coalesce(abs(money("Payment Service Fee")), 0) as costs,
        coalesce(try_strptime("Document Date", '%d.%m.%Y'), clock("Document Date")) as booked
    from cells
),

read as (
    select
        *,
        case
            when kind = 'sale' then 'payment'
            when regexp_matches(kind, 'return|refund') then 'refund'
            when regexp_matches(kind, 'cancel') then 'reversal'
            else 'adjustment'
        end as txn_type,
        -- spreadsheets cut the zeros before an EAN
        concat_ws(
            '|', "Zalando Order Number", lpad("EAN", 13, '0'), kind, lower("Subtype"), strftime(booked, '%Y-%m-%d')
        )
            as event
    from typed
),

counted as (
    select
        *,
        case when txn_type = 'payment' then 1 else -1 end as sign,
        row_number() over (partition by event order by row_no) as nth
    from read
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Zalando Order Number" is null then 'Zalando Order Number is empty' end,
        case when is_damaged("Zalando Order Number") then 'Zalando Order Number was damaged by a spreadsheet' end,
        case when is_damaged("EAN") then 'EAN was damaged by a spreadsheet' end,
        case when kind is null then 'Type is empty' end,
        case when "Gross Partner Revenue" is null then 'Gross Partner Revenue is empty' end,
        unread("Gross Partner Revenue", stated, 'Gross Partner Revenue'),
        unread("MKT/PAI", money("MKT/PAI"), 'MKT/PAI'),
        unread("Payment Service Fee", money("Payment Service Fee"), 'Payment Service Fee'),
        unread("Document Date", booked, 'Document Date'),
        case when "Currency" is null then 'Currency is empty' end
    ), '') as problem,
    event || '|' || nth as natural_key,
    "Merchant UU-ID" as account_id,
    "Zalando Order Number" as merchant_ref,
    txn_type,
    kind as source_type,
    'succeeded' as status,
    instant(booked, 'Europe/Berlin') as occurred_at,
    'Europe/Berlin' as tz,
    case when txn_type = 'adjustment' then stated else sign * abs(stated) end as gross,
    -- of a piece that came back the fees are given back too
    -sign * costs as fee,
    upper("Currency") as currency
from counted
