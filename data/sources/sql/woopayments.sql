-- grain: one balance transaction; fees are written negative where they cost
with cells as (
    select
        row_no,
        "Amount",
        "Amount Paid",
        "Date / Time (UTC)",
        "Email",
        "Fees",
        "Net",
        "Order #",
        "Paid Currency",
        "Payment Method",
        "Payout Currency",
        "Payout ID",
        "Payout date",
        "Payout status",
        "Transaction Id",
        "Type"
    from staged
),

typed as (
    select
        *,
        lower("Type") as kind,
        money("Amount") as stated,
        money("Net") as left_over,
        coalesce(money("Fees"), 0) as charged,
        shop_instant("Date / Time (UTC)", 'UTC') as moment
    from cells
),

read as (
    select
        *,
        case
            when regexp_matches(kind, 'dispute.*(reversal|won)') then 'dispute_reversal'
            when regexp_matches(kind, 'dispute') then 'dispute'
            when regexp_matches(kind, 'refund failure|failed refund') then 'adjustment'
            when regexp_matches(kind, 'refund') then 'refund'
            when regexp_matches(kind, 'payout|deposit') then 'payout'
            when regexp_matches(kind, 'financing|loan|reserve|transfer') then 'transfer'
            when regexp_matches(kind, '\bfees?\b') then 'fee'
            when regexp_matches(kind, '^(charge|payment)$') then 'payment'
            else 'adjustment'
        end as txn_type
    from typed
),

signed as (
    select
        *,
        case
            when txn_type in ('payment', 'dispute_reversal') then abs(stated)
            when txn_type in ('refund', 'dispute', 'payout') then -abs(stated)
            else stated
        end as moved
    from read
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Transaction Id" is null then 'Transaction Id is empty' end,
        case when kind is null then 'Type is empty' end,
        case when "Amount" is null then 'Amount is empty' end,
        unread("Amount", stated, 'Amount'),
        unread("Fees", money("Fees"), 'Fees'),
        unread("Net", left_over, 'Net'),
        case when abs(abs(left_over - stated) - abs(charged)) > 0.005 then 'net is not amount and fees' end,
        case when moment is null then unfit("Date / Time (UTC)", 'Date / Time (UTC)', 'a date') end,
        case when "Payout Currency" is null then 'Payout Currency is empty' end
    ), '') as problem,
    "Transaction Id" as natural_key,
    coalesce(wallet_of("Payment Method"), lower("Payment Method")) as wallet,
    "Transaction Id" as provider_txn_id,
    "Order #" as merchant_ref,
    txn_type,
    kind as source_type,
    case when "Payout ID" is null then 'succeeded' else 'settled' end as status,
    moment as occurred_at,
    timezone('UTC', cast(written_day("Payout date") as timestamp)) as settled_at,
    coalesce(file.tz, 'UTC') as tz,
    case when txn_type = 'payment' and "Email" is not null then 'email' end as payer_id_type,
    case when txn_type = 'payment' then lower("Email") end as payer_key,
    case when txn_type = 'fee' then 0 else moved end as gross,
    case when txn_type = 'fee' then coalesce(left_over, stated) else coalesce(left_over - stated, charged) end as fee,
    upper("Payout Currency") as currency,
    if(moved < 0, -1, 1) * abs(money("Amount Paid")) as buyer_amount,
    upper("Paid Currency") as buyer_currency,
    "Payout ID" as settlement_batch
from signed, file
