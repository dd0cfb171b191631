-- grain: one transaction; where it was paid out, the row of its payout tells it with the fee, the other is set aside
with cells as (
    select
        row_no,
        "Card type",
        "Currency",
        "Date",
        "Fee",
        "Payment method",
        "Payout",
        "Payout ID",
        "Payout date",
        "Reference",
        "Status",
        "Total",
        "Transaction ID",
        "Transaction type"
    from staged
),

shown as (
    select bool_or(shows_comma(cell)) as comma, bool_or(shows_point(cell)) as point
    from (select unnest(["Total", "Fee", "Payout"]) as cell from cells)
),

marks as (
    select case when comma and point then null when comma then true when point then false end as has_comma from shown
),

typed as (
    select
        cells.*,
        has_comma,
        file.tz as zone,
        upper(coalesce(cells."Currency", file.currency)) as money_of_row,
        number_in("Total", has_comma) as stated,
        number_in("Payout", has_comma) as paid,
        number_in("Fee", has_comma) as cost,
        coalesce(clock("Date"), try_strptime("Date", ['%d.%m.%Y, %H:%M', '%d.%m.%Y %H:%M', '%d.%m.%Y %H:%M:%S']))
            as moment,
        coalesce(clock("Payout date"), try_strptime("Payout date", '%d.%m.%Y')) as paid_on,
        lower("Transaction type") as kind,
        lower("Status") as state
    from cells, marks, file
),

read as (
    select
        *,
        regexp_matches(kind, 'payout|auszahlung') as is_payout,
        case
            when regexp_matches(kind, 'chargeback|rückbuchung') then 'dispute'
            when regexp_matches(kind, 'refund|rückerstattung|erstattung') or stated < 0 then 'refund'
            when regexp_matches(kind, 'sale|umsatz|payment|zahlung|payout|auszahlung') then 'payment'
            else 'adjustment'
        end as txn_type,
        regexp_matches(state, 'fail|cancel|declin|fehlgeschlagen|storniert|abgebrochen|abgelehnt') as is_failed
    from typed
),

paired as (
    select
        *,
        -- a row of another amount is no other telling of it, and a conflict of its number
        bool_or(is_payout) over (partition by "Transaction ID", txn_type, abs(stated)) as has_payout,
        case when txn_type = 'payment' then abs(stated) when txn_type = 'adjustment' then stated else -abs(stated) end
            as signed
    from read
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Transaction ID" is null then 'Transaction ID is empty' end,
        case when kind is null then 'Transaction type is empty' end,
        case when "Total" is null then 'Total is empty' end,
        unread_number("Total", has_comma, 'Total'),
        unread_number("Fee", has_comma, 'Fee'),
        unread_number("Payout", has_comma, 'Payout'),
        case when abs(abs(stated) - abs(paid + coalesce(cost, 0))) > 0.005 then 'Total is not Payout and Fee' end,
        unread("Date", moment, 'Date'),
        case when money_of_row is null then 'the file names no currency; say it with --currency' end
    ), '') as problem,
    case
        when is_failed then 'the payment failed'
        when has_payout and not is_payout then 'the row of its payout tells the same money with its fee'
    end as aside,
    concat_ws('|', "Transaction ID", txn_type) as natural_key,
    coalesce(wallet_of("Payment method"), lower("Card type")) as wallet,
    "Transaction ID" as provider_txn_id,
    coalesce("Reference", "Transaction ID") as merchant_ref,
    txn_type,
    kind as source_type,
    case when is_payout or paid is not null then 'settled' else 'succeeded' end as status,
    instant(moment, zone) as occurred_at,
    instant(paid_on, zone) as settled_at,
    zone as tz,
    signed as gross,
    -- of a refund the fee stays as the file has it: what is paid out less what was given back
    coalesce(if(txn_type = 'payment', abs(paid), -abs(paid)) - signed, 0) as fee,
    money_of_row as currency,
    "Payout ID" as settlement_batch
from paired
