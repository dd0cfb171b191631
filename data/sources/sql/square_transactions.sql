-- grain: one payment or refund; what was collected includes tax and tip
with cells as (
    select
        row_no,
        "Card Brand",
        "Date",
        "Deposit Date",
        "Deposit ID",
        "Event Type",
        "Fees",
        "Location",
        "Net Total",
        "Other Tender Type",
        "Payment ID",
        "Staff ID",
        "Third Party Fees",
        "Time",
        "Time Zone",
        "Total Collected",
        "Transaction ID",
        "Transaction Status"
    from staged
),

days as (
    select
        is_day_first("Date") as day_first,
        -- $ is the sign of many currencies, these of one
        case
            when bool_or(contains("Total Collected", '€')) then 'EUR' when
                bool_or(contains("Total Collected", '£'))
                then 'GBP'
        end as sign_of_file
    from cells
),

zones as (select name as zone from pg_timezone_names()),

typed as (
    select
        cells.*,
        zone,
        -- a till in America writes the month first; elsewhere the file has to tell
        coalesce(day_first, case when zone like 'America/%' or zone = 'Pacific/Honolulu' then false end) as day_first,
        money("Total Collected") as collected,
        money("Net Total") as left_over,
        coalesce(money("Fees"), 0) as charged,
        coalesce(money("Third Party Fees"), 0) as charged_by_others,
        lower("Event Type") as kind,
        upper(coalesce(file.currency, sign_of_file)) as money_of_file
    from cells
    cross join days
    cross join file
    left join zones on zone = zone_of("Time Zone")
),

read as (
    select
        *,
        coalesce(clock("Date" || ' ' || "Time"), slashed_clock("Date" || ' ' || "Time", day_first)) as moment,
        coalesce(clock("Deposit Date"), slashed_clock("Deposit Date", day_first)) as deposited,
        case
            when regexp_matches(kind, 'refund') then 'refund'
            when regexp_matches(kind, 'dispute|chargeback') then 'dispute'
            when kind is null and collected < 0 then 'refund'
            else 'payment'
        end as txn_type
    from typed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Transaction ID" is null then 'Transaction ID is empty' end,
        case when "Total Collected" is null then 'Total Collected is empty' end,
        unread("Total Collected", collected, 'Total Collected'),
        unread("Fees", money("Fees"), 'Fees'),
        unread("Net Total", left_over, 'Net Total'),
        case
            when
                least(
                    abs(abs(left_over - collected) - abs(charged)),
                    abs(abs(left_over - collected) - abs(charged + charged_by_others))
                ) > 0.005
                then 'net total is not what was collected less fees'
        end,
        unread_clock("Date", moment, day_first, 'Date'),
        case when zone is null then 'Time Zone: ' || kind_of("Time Zone") || ' where a zone known here belongs' end,
        case when money_of_file is null then 'the file names no currency; say it with --currency' end
    ), '') as problem,
    case
        when regexp_matches(lower("Transaction Status"), 'void|cancel|fail|declin|pending|incomplete')
            then 'not completed, no money moved'
    end as aside,
    concat_ws('|', "Transaction ID", "Payment ID", kind) as natural_key,
    coalesce(wallet_of("Other Tender Type"), lower("Card Brand")) as wallet,
    coalesce("Payment ID", "Transaction ID") as provider_txn_id,
    "Transaction ID" as merchant_ref,
    txn_type,
    coalesce(kind, txn_type) as source_type,
    case when "Deposit ID" is null then 'succeeded' else 'settled' end as status,
    instant(moment, zone) as occurred_at,
    instant(deposited, zone) as settled_at,
    zone as tz,
    "Location" as store_key,
    "Staff ID" as operator_id,
    if(txn_type = 'payment', 1, -1) * abs(collected) as gross,
    coalesce(left_over - collected, charged) as fee,
    money_of_file as currency,
    "Deposit ID" as settlement_batch
from read
