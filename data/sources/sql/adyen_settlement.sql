-- grain: one journal entry of a settlement batch, in the currency that is paid out (net currency)
-- Debit and credit stand in columns of their own; the sign comes from Type. gross x rate less fees is net, so the fee
-- is net less gross.
with cells as (
    select
        row_no,
        "Type",
        "Gross Credit (GC)",
        "Gross Debit (GC)",
        "Net Credit (NC)",
        "Net Debit (NC)",
        "Exchange Rate",
        "Creation Date",
        "TimeZone",
        "Booking Date",
        "Net Currency",
        "Merchant Account",
        "Psp Reference",
        "Modification Reference",
        "Batch Number",
        "Payment Method",
        "Merchant Reference",
        "Gross Currency"
    from staged
),

-- day or month first, as all of the file's slashed times say together
days as (
    select is_day_first(cell) as day_first
    from (select "Creation Date" as cell from staged union all select "Booking Date" from staged)
),

zones as (select name as zone from pg_timezone_names()),

typed as (
    select
        *,
        case "Type"
            when 'Settled' then 'payment' when 'SettledInInstallments' then 'payment' when
                'SettledExternally'
                then 'payment'
            when 'Refunded' then 'refund' when 'RefundedExternally' then 'refund' when
                'RefundedInInstallments'
                then 'refund'
            when 'SettledReversed' then 'reversal'
            when 'Chargeback' then 'dispute' when 'SecondChargeback' then 'dispute' when
                'ChargebackExternally'
                then 'dispute'
            when 'ChargebackReversed' then 'dispute_reversal' when
                'ChargebackReversedExternally'
                then 'dispute_reversal'
            when 'Fee' then 'fee' when 'PaymentCost' then 'fee' when 'InvoiceDeduction' then 'fee' when
                'Invoice Deduction'
                then 'fee'
            when 'MerchantPayout' then 'payout'
            when 'Balancetransfer' then 'transfer' when 'BalanceTransfer' then 'transfer' when
                'InternalTransfer'
                then 'transfer'
            else 'adjustment'
        end as txn_type,
        coalesce(money("Gross Credit (GC)"), 0) - coalesce(money("Gross Debit (GC)"), 0) as gross_side,
        coalesce(money("Net Credit (NC)"), 0) - coalesce(money("Net Debit (NC)"), 0) as net_side,
        coalesce(rate("Exchange Rate"), 1) as fx,
        coalesce(clock("Creation Date"), slashed_clock("Creation Date", day_first)) as created,
        zone_of("TimeZone") as named,
        coalesce(clock("Booking Date"), slashed_clock("Booking Date", day_first)) as booked
    from cells, days
),

read as (
    select
        typed.*,
        zone,
        case
            when txn_type in ('payment', 'dispute_reversal') then 1 when
                txn_type in ('refund', 'reversal', 'dispute', 'payout')
                then -1
        end as sign
    from typed left join zones on zone = named
),

signed as (
    select
        *,
        cast(round(case when sign is null then gross_side else sign * abs(gross_side) end * fx, 6) as decimal(18, 6))
            as sold,
        -- where the whole row is written from the other side, its net is turned with its gross
        case
            when sign * gross_side < 0 and sign * net_side < 0 then -net_side when
                txn_type = 'payout'
                then -abs(net_side)
            else net_side
        end as net
    from read
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Type" is null then 'Type is empty' end,
        unread("Gross Debit (GC)", money("Gross Debit (GC)"), 'Gross Debit (GC)'),
        unread("Gross Credit (GC)", money("Gross Credit (GC)"), 'Gross Credit (GC)'),
        unread("Net Debit (NC)", money("Net Debit (NC)"), 'Net Debit (NC)'),
        unread("Net Credit (NC)", money("Net Credit (NC)"), 'Net Credit (NC)'),
        unread("Exchange Rate", rate("Exchange Rate"), 'Exchange Rate'),
        unread_clock("Creation Date", created, day_first, 'Creation Date'),
        case when "Creation Date" is null then 'Creation Date is empty' end,
        case when zone is null then 'TimeZone: ' || kind_of("TimeZone") || ' where a zone known here belongs' end,
        case when "Net Currency" is null then 'Net Currency is empty' end
    ), '') as problem,
    concat_ws(
        '|',
        "Merchant Account",
        "Type",
        "Psp Reference",
        "Modification Reference",
        "Batch Number",
        case when "Psp Reference" is null then cast(created as varchar) || ' ' || net_side end
    ) as natural_key,
    "Merchant Account" as account_id,
    coalesce(wallet_of("Payment Method"), lower("Payment Method")) as wallet,
    "Psp Reference" as provider_txn_id,
    "Merchant Reference" as merchant_ref,
    case when txn_type in ('refund', 'reversal') then "Modification Reference" end as merchant_refund_ref,
    case when sign = -1 then "Psp Reference" end as original_ref,
    txn_type,
    "Type" as source_type,
    'settled' as status,
    instant(created, coalesce(hours_stated("TimeZone"), zone)) as occurred_at,
    coalesce(
        max(case when txn_type = 'payout' then instant(created, coalesce(hours_stated("TimeZone"), zone)) end)
            over (partition by "Merchant Account", "Batch Number"),
        instant(booked, zone)
    ) as settled_at,
    zone as tz,
    "Merchant Account" as store_key,
    case when sign is null then nullif(gross_side, 0) else nullif(sign * abs(gross_side), 0) end as list_amount,
    upper("Gross Currency") as list_currency,
    case
        when txn_type = 'fee' then 0 when txn_type in ('payout', 'transfer', 'adjustment') and sold = 0 then net else
            sold
    end as gross,
    case
        when txn_type = 'fee' then net when txn_type in ('payout', 'transfer', 'adjustment') and sold = 0 then 0 else
            net - sold
    end as fee,
    upper("Net Currency") as currency,
    case
        when
            upper("Gross Currency") <> upper("Net Currency")
            then nullif(coalesce(sign, 1) * abs(gross_side), 0)
    end as buyer_amount,
    case when upper("Gross Currency") <> upper("Net Currency") then upper("Gross Currency") end
        as buyer_currency,
    case when upper("Gross Currency") <> upper("Net Currency") then fx end as fx_rate,
    case
        when
            upper("Gross Currency") <> upper("Net Currency")
            then upper("Gross Currency") || '/' || upper("Net Currency")
    end
        as fx_pair,
    "Batch Number" as settlement_batch,
    case when "Psp Reference" is null then "Modification Reference" end as remark
from signed
