-- grain: one entry of a payout; the fees of a sale are entries of their own under its capture
with cells as (
    select
        row_no,
        "amount",
        "capture_date",
        "capture_id",
        "detailed_type",
        "merchant_capture_reference",
        "merchant_reference1",
        "merchant_reference2",
        "merchant_refund_reference",
        "order_id",
        "payment_reference",
        "payout_date",
        "posting_currency",
        "refund_id",
        "sale_date",
        "tax_amount",
        "type"
    from staged
),

typed as (
    select
        cells.*,
        file.account_id,
        coalesce("payment_reference", file.payout_ref) as batch,
        coalesce(shop_instant("payout_date", 'UTC'), timezone('UTC', cast(file.payout_on as timestamp))) as paid_out,
        upper("type") as kind,
        money("amount") as stated,
        shop_instant(coalesce("capture_date", "sale_date"), 'UTC') as moment,
        concat_ws(
            '|', upper("type"), upper("detailed_type"), coalesce("refund_id", "merchant_refund_reference")
        ) as event
    from cells, file
),

read as (
    select
        *,
        case
            when kind = 'SALE' then 'payment'
            when kind in ('FEE', 'FEE_REFUND') then 'fee'
            when kind = 'RETURN' then 'refund'
            when kind = 'REVERSAL' then 'dispute'
            when kind = 'REVERSAL_MERCHANT_PROTECTION' then 'dispute_reversal'
            when kind in ('HOLDBACK', 'RELEASE') then 'transfer'
            else 'adjustment'
        end as txn_type,
        -- the type says which way the money went, whatever the file prints
        case
            when kind in ('SALE', 'REVERSAL_MERCHANT_PROTECTION', 'COMMISSION', 'FEE_REFUND', 'CREDIT', 'RELEASE')
                then abs(stated)
            when kind in ('FEE', 'RETURN', 'REVERSAL', 'CHARGE', 'HOLDBACK') then -abs(stated)
            else stated
        end as signed,
        -- without a number of the refund two returns of one capture are told apart by their place in the file
        row_number() over (partition by "capture_id", event order by row_no) as nth
    from typed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when kind is null then 'type is empty' end,
        case when "amount" is null then 'amount is empty' end,
        unread("amount", stated, 'amount'),
        case when coalesce("capture_id", "order_id") is null then 'capture_id is empty' end,
        case when moment is null then unfit(coalesce("capture_date", "sale_date"), 'capture_date', 'a date') end,
        case when "posting_currency" is null then 'posting_currency is empty' end
    ), '') as problem,
    concat_ws('|', coalesce("capture_id", "order_id"), event, case when nth > 1 then nth end) as natural_key,
    read.account_id,
    'klarna' as wallet,
    coalesce("refund_id", "capture_id") as provider_txn_id,
    "merchant_reference1" as merchant_ref,
    case when txn_type = 'refund' then coalesce("merchant_refund_reference", "refund_id") end as merchant_refund_ref,
    case when txn_type <> 'payment' then "capture_id" end as original_ref,
    txn_type,
    kind as source_type,
    case when batch is null then 'succeeded' else 'settled' end as status,
    moment as occurred_at,
    paid_out as settled_at,
    coalesce(file.tz, 'UTC') as tz,
    case when txn_type = 'fee' then 0 else signed end as gross,
    case when txn_type = 'fee' then signed else 0 end as fee,
    upper("posting_currency") as currency,
    batch as settlement_batch
from read, file
