-- grain: one record that makes money payable, and one processing fee; the other records are the steps before it
-- Main Amount stands on every record of a payment: what is paid out is Payable, after commission, markup and scheme
-- costs.
with cells as (
    select
        row_no,
        "Booking Date",
        "Commission (SC)",
        "Company Account",
        "Interchange (SC)",
        "Main Amount",
        "Main Currency",
        "Markup (SC)",
        "Merchant Account",
        "Merchant Reference",
        "Modification Merchant Reference",
        "Modification Psp Reference",
        "Payable (SC)",
        "Payable Booking Date",
        "Payment Method",
        "Processing Fee (FC)",
        "Processing Fee Currency",
        "Psp Reference",
        "Record Type",
        "Scheme Fees (SC)",
        "Settlement Batch",
        "Settlement Currency",
        "TimeZone"
    from staged
),

typed as (
    select
        cells.*,
        zone_of("TimeZone") as named,
        coalesce(clock("Booking Date"), slashed_clock("Booking Date", day_first)) as booked,
        coalesce(clock("Payable Booking Date"), slashed_clock("Payable Booking Date", day_first)) as payable_at,
        case
            when
                "Record Type" in ('Settled', 'SettledBulk', 'SettledInInstallments', 'SettledExternally')
                then 'payment'
            when
                "Record Type" in ('Refunded', 'RefundedBulk', 'RefundedInInstallments', 'RefundedExternally')
                then 'refund'
            when "Record Type" in ('SettledReversed', 'SettledBulkReversed') then 'reversal'
            when "Record Type" in ('Chargeback', 'SecondChargeback', 'ChargebackExternally') then 'dispute'
            when "Record Type" in ('ChargebackReversed', 'ChargebackReversedExternally') then 'dispute_reversal'
            when
                "Record Type" in ('RefundedReversed', 'RefundedFailed', 'CaptureFailed')
                and coalesce(money("Payable (SC)"), 0) <> 0
                then 'adjustment'
            when "Record Type" in ('MerchantPayout', 'PaidOut') then 'payout'
            when "Record Type" in ('Balancetransfer', 'BalanceTransfer', 'InternalTransfer') then 'transfer'
            when "Record Type" in ('Fee', 'InvoiceDeduction', 'PaymentCost') then 'fee'
        end as txn_type,
        money("Payable (SC)") as payable,
        coalesce(money("Commission (SC)"), 0) + coalesce(money("Markup (SC)"), 0)
        + coalesce(money("Scheme Fees (SC)"), 0) + coalesce(money("Interchange (SC)"), 0) as costs,
        money("Processing Fee (FC)") as processing
    from cells, (
        select is_day_first(cell) as day_first
        from (select "Booking Date" as cell from cells union all select "Payable Booking Date" from cells)
    )
),

read as (
    select typed.*, zone
    from typed left join (select name as zone from pg_timezone_names()) on zone = named
),

-- the sign is that of the kind of record; a fee given back with a refund keeps its own
told as (
    select
        read.*,
        txn_type as told_type,
        "Record Type" as told_as,
        case
            when txn_type in ('payment', 'dispute_reversal') then abs(payable)
            when txn_type in ('refund', 'reversal', 'dispute', 'payout') then -abs(payable)
            else payable
        end as net,
        case when txn_type in ('payment', 'refund', 'reversal', 'dispute', 'dispute_reversal') then -costs else 0 end
            as cost,
        upper("Settlement Currency") as told_in
    from read
    where txn_type is not null or coalesce(processing, 0) = 0
    union all
    select read.*, 'fee', 'Fee', -abs(processing), -abs(processing), upper("Processing Fee Currency")
    from read
    where coalesce(processing, 0) <> 0
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Record Type" is null then 'Record Type is empty' end,
        case when "Psp Reference" is null then 'Psp Reference is empty' end,
        case when told_type is not null and net is null then 'Payable (SC) is empty' end,
        case when told_type is not null and told_in is null then 'Settlement Currency is empty' end,
        unread("Payable (SC)", payable, 'Payable (SC)'),
        unread("Commission (SC)", money("Commission (SC)"), 'Commission (SC)'),
        unread("Markup (SC)", money("Markup (SC)"), 'Markup (SC)'),
        unread("Scheme Fees (SC)", money("Scheme Fees (SC)"), 'Scheme Fees (SC)'),
        unread("Interchange (SC)", money("Interchange (SC)"), 'Interchange (SC)'),
        unread("Processing Fee (FC)", processing, 'Processing Fee (FC)'),
        unread("Booking Date", booked, 'Booking Date'),
        case when zone is null then 'TimeZone: ' || kind_of("TimeZone") || ' where a zone known here belongs' end
    ), '') as problem,
    case
        when
            told_type is null and "Record Type" is not null
            then 'a step of a payment, what is payable is a record of its own'
    end
        as aside,
    concat_ws(
        '|',
        "Merchant Account",
        "Psp Reference",
        told_as,
        coalesce("Modification Psp Reference", "Modification Merchant Reference"),
        strftime(booked, '%Y-%m-%d %H:%M:%S')
    ) as natural_key,
    "Merchant Account" as account_id,
    coalesce(wallet_of("Payment Method"), lower("Payment Method")) as wallet,
    coalesce(case when told_type = 'refund' then "Modification Psp Reference" end, "Psp Reference") as provider_txn_id,
    "Merchant Reference" as merchant_ref,
    case when told_type in ('refund', 'reversal') then "Modification Merchant Reference" end as merchant_refund_ref,
    case when told_type = 'fee' or "Modification Psp Reference" is not null then "Psp Reference" end as original_ref,
    told_type as txn_type,
    told_as as source_type,
    case when "Settlement Batch" is null then 'succeeded' else 'settled' end as status,
    instant(booked, coalesce(hours_stated("TimeZone"), zone)) as occurred_at,
    instant(payable_at, zone) as settled_at,
    zone as tz,
    "Merchant Account" as store_key,
    case when told_type = 'fee' then 0 else net - cost end as gross,
    case when told_type = 'fee' then net else cost end as fee,
    told_in as currency,
    case
        when
            told_type <> 'fee'
            then if(told_type in ('refund', 'reversal', 'dispute'), -1, 1) * abs(money("Main Amount"))
    end
        as buyer_amount,
    upper("Main Currency") as buyer_currency,
    "Settlement Batch" as settlement_batch
from told
