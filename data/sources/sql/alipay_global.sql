-- grain: one payment, refund or cancellation; the trade file and the settle file of the same event give the same key
-- Sign from Type: refunds are written positive, except AlipayHK's Settlement. The fee is given back on refunds (555.00
-- - 6.66 = 548.34).
-- Rate is CNY per unit of the settlement currency. The files have no discount column: who paid one is unknown.
with cells as (
    select
        row_no,
        "Type",
        "Amount",
        "Fee",
        "Settlement",
        "Payment_time",
        "Settlement_time",
        "Transaction_id",
        "Partner_transaction_id",
        "Original_partner_transaction_ID",
        "Remarks",
        "Trans_amount",
        "Trans_currency",
        "Rate",
        "Rmb_amount",
        "Currency",
        "Issue",
        "Status",
        "Secondary_merchant_id",
        "Secondary_merchant_name",
        "Operator_name",
        "Settle_batch_no",
        "Product"
    from staged
),

-- day or month first, as all of the file's slashed times say together; Hong Kong's own files are month first where they
-- leave it open
days as (
    select
        coalesce(is_day_first(cell), case when bool_or(product in ('CASHIER_PAY', 'AGREEMENT_PAY')) then false end)
            as day_first
    from (
        select "Payment_time" as cell, "Product" as product from staged
        union all select "Settlement_time", null from staged
    )
),

typed as (
    select
        *,
        upper("Type") as kind,
        case
            when upper("Type") in ('P', 'PAYMENT', 'PAY') then 'payment'
            when upper("Type") in ('R', 'REFUND') then 'refund'
            when upper("Type") in ('REVERSAL', 'REVERSE', 'CANCEL', 'C') then 'reversal'
            when upper("Type") in ('CHARGEBACK', 'DISPUTE') then 'dispute'
            else 'adjustment'
        end as txn_type,
        abs(money("Amount")) as worth,
        abs(money("Fee")) as charged,
        abs(money("Settlement")) as settled,
        coalesce(clock("Payment_time"), slashed_clock("Payment_time", day_first)) as paid,
        coalesce(clock("Settlement_time"), slashed_clock("Settlement_time", day_first)) as liquidated,
        case when not is_damaged("Transaction_id") then "Transaction_id" end as provider,
        case when not is_damaged("Partner_transaction_id") then "Partner_transaction_id" end as partner,
        coalesce(
            "Original_partner_transaction_ID",
            case
                when
                    regexp_full_match("Remarks", '[A-Za-z0-9_.:/#-]{4,64}')
                    and regexp_matches("Remarks", '\d')
                    then "Remarks"
            end
        ) as parent,
        money("Trans_amount") as priced,
        upper("Trans_currency") as priced_in
    from cells, days
),

read as (
    select
        *,
        case txn_type when 'payment' then 1 when 'adjustment' then null else -1 end as sign,
        -- what a third party takes of the split (Distribute_amount) is withheld too: then Settlement says how much
        case
            when settled is null or abs(worth - coalesce(charged, 0) - settled) <= 0.02 then coalesce(charged, 0) else
                worth - settled
        end as withheld
    from typed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when kind is null then 'Type is empty' end,
        case
            when
                provider is null and partner is null
                then 'Transaction_id and Partner_transaction_id are both empty or damaged by Excel'
        end,
        unread("Amount", worth, 'Amount'), case when "Amount" is null then 'Amount is empty' end,
        unread("Fee", charged, 'Fee'),
        unread("Settlement", settled, 'Settlement'),
        unread("Rate", rate("Rate"), 'Rate'),
        unread("Rmb_amount", money("Rmb_amount"), 'Rmb_amount'),
        unread_clock("Payment_time", paid, day_first, 'Payment_time'),
        unread_clock("Settlement_time", liquidated, day_first, 'Settlement_time'),
        case when "Payment_time" is null then 'Payment_time is empty' end,
        case when read."Currency" is null then 'Currency is empty' end
    ), '') as problem,
    concat_ws('|', case txn_type when 'payment' then 'P' when 'adjustment' then kind else 'R' end, provider, partner)
        as natural_key,
    file.account_id,
    coalesce(
        wallet_of("Issue"),
        lower("Issue"),
        if("Product" in ('CASHIER_PAY', 'AGREEMENT_PAY'), 'alipayhk', 'alipay')
    ) as wallet,
    provider as provider_txn_id,
    case when txn_type = 'refund' then parent else coalesce("Original_partner_transaction_ID", partner) end
        as merchant_ref,
    case when sign = -1 then partner end as merchant_refund_ref,
    case when sign = -1 then parent end as original_ref,
    txn_type,
    "Type" as source_type,
    case
        when upper("Status") in ('L', 'SETTLED', 'LIQUIDATED') then 'settled'
        when upper("Status") in ('F', 'FAIL', 'FAILED') then 'failed'
        when liquidated is not null then 'settled'
        when coalesce(upper("Status"), 'P') in ('P', 'S', 'SUCCESS', 'PAID') then 'pending'
        else 'unknown'
    end as status,
    instant(paid, 'Asia/Shanghai') as occurred_at,
    instant(liquidated, 'Asia/Shanghai') as settled_at,
    file.tz,
    coalesce("Secondary_merchant_id", "Secondary_merchant_name") as store_key,
    "Operator_name" as operator_id,
    coalesce(sign, 1) * coalesce(abs(priced), worth) as list_amount,
    case when priced is not null then priced_in else upper(read."Currency") end as list_currency,
    coalesce(sign * worth, money("Amount")) as gross,
    -coalesce(sign, 1) * withheld as fee,
    upper(read."Currency") as currency,
    coalesce(sign, 1) * abs(money("Rmb_amount")) as buyer_amount,
    case when "Rmb_amount" is not null then 'CNY' end as buyer_currency,
    rate("Rate") as fx_rate,
    case when rate("Rate") is not null then upper(read."Currency") || '/CNY' end as fx_pair,
    coalesce("Settle_batch_no", nullif(regexp_extract(file.file_name, '\d{24,}'), '')) as settlement_batch,
    "Product" as remark
from read, file
