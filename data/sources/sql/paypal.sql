-- grain: one event of the account
-- Words of types and states are those of the account's language and grow: whether money came or went is said by the
-- sign and by the payment that a row refers to, and only then by a word.
with cells as (
    select
        row_no,
        "Balance",
        "Balance Impact",
        "Currency",
        "Custom Number",
        "Date",
        "Description",
        "Fee",
        "From Email Address",
        "Gross",
        "Invoice Number",
        "Net",
        "Reference Txn ID",
        "Status",
        "Time",
        "TimeZone",
        "Transaction ID",
        "Type"
    from staged
),

shown as (
    select bool_or(shows_comma(cell)) as comma, bool_or(shows_point(cell)) as point
    from (select unnest(["Gross", "Fee", "Net"]) as cell from cells)
),

marks as (
    select case when comma and point then null when comma then true when point then false end as has_comma from shown
),

days as (
    select is_day_first("Date") as day_first from cells
),

zones as (select name as zone from pg_timezone_names()),

payments as (
    select distinct "Transaction ID" as payment from cells where "Gross" not like '-%'
),

typed as (
    select
        cells.*,
        has_comma,
        day_first,
        zone,
        number_in("Gross", has_comma) as amount,
        coalesce(number_in("Fee", has_comma), 0) as charged,
        number_in("Net", has_comma) as stated_net,
        coalesce(
            slashed_clock("Date" || ' ' || "Time", day_first),
            try_strptime("Date" || ' ' || "Time", ['%d.%m.%Y %H:%M:%S', '%d.%m.%Y %H:%M']),
            clock("Date" || ' ' || "Time")
        ) as moment,
        lower(coalesce("Type", "Description")) as kind,
        lower("Status") as state,
        payment is not null as names_payment
    from cells
    cross join marks
    cross join days
    left join zones on zone = zone_of("TimeZone")
    left join payments on payment = "Reference Txn ID"
),

-- a block of money before a dispute or an authorisation is no dispute: the words that say so come first
read as (
    select
        *,
        case
            when regexp_matches(kind, 'conver|umrechnung') then 'fx'
            when
                regexp_matches(kind, '\bhold|\brelease|blocco|einbehalt|freigabe|reserve|riserva|zurückgehalten')
                then 'transfer'
            when
                regexp_matches(kind, 'withdraw|prelievo|abbuchung|auszahlung|transfer to bank')
                or (amount < 0 and regexp_matches(kind, 'trasferimento avviato|bonifico'))
                then 'payout'
            when
                regexp_matches(
                    kind,
                    'deposit|versamento|bonifico|trasferimento|bankgutschrift|einzahlung|\btransfer\b|\badd(ed)? funds'
                    || '|überweisung|top.?up'
                )
                then 'transfer'
            when regexp_matches(kind, '\bfee\b|\bfees\b|tariffa|commissione|gebühr') then 'fee'
            when regexp_matches(kind, 'chargeback|dispute|contestazione|konflikt|käuferbeschwerde')
                then if(amount < 0, 'dispute', 'dispute_reversal')
            when amount < 0 and regexp_matches(kind, 'reversal|storno|rückbuchung') then 'reversal'
            when
                amount < 0
                and (
                    names_payment
                    or regexp_matches(kind, 'refund|rimborso|rück(zahlung|erstattung)|remboursement|reembolso')
                )
                then 'refund'
            when
                amount > 0 and not regexp_matches(kind, 'refund|rimborso|rück(zahlung|erstattung)|reversal|storno')
                then 'payment'
            else 'adjustment'
        end as txn_type,
        regexp_matches(
            state,
            'complet|clear|refunded|reversed|returned|rimborsat|stornat|abgeschlossen|rückerstattet'
            || '|zurückge(zahlt|bucht)'
        ) as is_done,
        regexp_matches(
            state,
            'pending|sospeso|attesa|ausstehend|offen|denied|rifiutat|abgelehnt|cancel|annullat|storniert|abgebrochen'
            || '|expired|scadut|abgelaufen|failed|fallit|fehlgeschlagen|processing|elaborazione|bearbeitung|unclaimed'
            || '|placed|held|removed|void|created|active|attiv|nicht'
        ) as is_open
    from typed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Transaction ID" is null then 'Transaction ID is empty' end,
        case when "Gross" is null then 'Gross is empty' end,
        unread_number("Gross", has_comma, 'Gross'),
        unread_number("Fee", has_comma, 'Fee'),
        unread_number("Net", has_comma, 'Net'),
        case when abs(stated_net - amount - charged) > 0.005 then 'net is not gross and fee' end,
        unread_clock("Date", moment, day_first, 'Date'),
        case when zone is null then 'TimeZone: ' || kind_of("TimeZone") || ' where a zone known here belongs' end,
        case when read."Currency" is null then 'Currency is empty' end,
        case when kind is null then 'Type is empty' end,
        case
            when "Status" is not null and not is_done and not is_open
                then 'Status: a word that does not say whether money moved'
        end
    ), '') as problem,
    case
        when lower("Balance Impact") = 'memo' then 'a memo of PayPal, the balance did not move'
        when is_open and not is_done then 'not completed, counts once an export says that it is'
        when
            txn_type <> 'transfer'
            and regexp_matches(kind, 'authori[sz]ation|autorizzazione|autorisierung|\bvoid\b')
            and not regexp_matches(kind, 'preautorizz')
            then 'an authorisation, its payment is a row of its own'
    end as aside,
    "Transaction ID" as natural_key,
    'paypal' as wallet,
    "Transaction ID" as provider_txn_id,
    coalesce("Invoice Number", "Custom Number") as merchant_ref,
    case when txn_type in ('refund', 'reversal', 'dispute', 'dispute_reversal') then "Reference Txn ID" end
        as original_ref,
    txn_type,
    txn_type as source_type,
    'succeeded' as status,
    instant(moment, coalesce(hours_stated("TimeZone"), zone)) as occurred_at,
    coalesce(file.tz, zone) as tz,
    case when txn_type = 'payment' then 'email' end as payer_id_type,
    case when txn_type = 'payment' then lower("From Email Address") end as payer_key,
    case when txn_type = 'fee' then 0 else amount end as gross,
    case when txn_type = 'fee' then amount + charged else charged end as fee,
    upper(read."Currency") as currency
from read, file
