-- grain: one balance transaction
-- gross and net are signed from the merchant's view, fee is positive where it costs: the fee here is net less gross,
-- and the fee column has to agree with it.
with cells as (
    select
        row_no,
        "reporting_category",
        "gross",
        "net",
        "balance_transaction_id",
        "created_utc",
        "created",
        "automatic_payout_effective_at_utc",
        "automatic_payout_effective_at",
        "fee",
        "currency",
        "payment_method_type",
        "payment_metadata[order_id]",
        "payment_metadata[order_number]",
        "payment_metadata[order]",
        "description",
        "payment_intent_id",
        "charge_id",
        "source_id",
        "automatic_payout_id",
        "customer_facing_amount",
        "customer_facing_currency"
    from staged
),

typed as (
    select
        *,
        lower("reporting_category") as kind,
        money("gross") as stated,
        money("net") as left_over,
        "balance_transaction_id" as id
    from cells
),

read as (
    select
        typed.*,
        case
            when kind in ('charge', 'payment') then 'payment'
            when kind in ('refund', 'payment_refund', 'partial_capture_reversal') then 'refund'
            when kind in ('charge_failure', 'payment_reversal') then 'reversal'
            when kind = 'dispute' then 'dispute'
            -- the balance history calls a chargeback an adjustment and says which in words
            when kind = 'adjustment' and regexp_matches(lower("description"), 'chargeback|dispute')
                then if(stated < 0, 'dispute', 'dispute_reversal')
            when
                kind in ('dispute_reversal', 'refund_failure')
                then if(kind = 'dispute_reversal', 'dispute_reversal', 'adjustment')
            when
                kind in ('payout', 'payout_reversal', 'payout_failure', 'payout_cancel')
                then 'payout'
            when regexp_matches(kind, 'conversion') then 'fx'
            when regexp_matches(kind, '(^|_)fees?($|_)|network_cost|^tax$|contribution') then 'fee'
            when
                regexp_matches(
                    kind,
                    'transfer|topup|connect|platform|reserve|minimum_balance|advance|financing|issuing|obligation'
                )
                then 'transfer'
            else 'adjustment'
        end as txn_type,
        -- a payment is +, a refund -, whatever the file writes; other kinds keep its sign
        case
            when kind in ('charge', 'payment', 'payout_reversal', 'payout_failure', 'payout_cancel') then abs(stated)
            when kind in ('refund', 'payment_refund', 'dispute', 'charge_failure', 'payout') then -abs(stated) else
                stated
        end
            as signed,
        coalesce(shop_instant("created_utc", 'UTC'), shop_instant("created", coalesce(file.tz, 'UTC'))) as created_at,
        coalesce(file.tz, 'UTC') as tz,
        coalesce(
            shop_instant("automatic_payout_effective_at_utc", 'UTC'),
            shop_instant("automatic_payout_effective_at", coalesce(file.tz, 'UTC'))
        ) as paid_out
    from typed, file
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when id is null then 'balance_transaction_id is empty' end,
        case when kind is null then 'reporting_category is empty' end,
        unread("gross", stated, 'gross'), unread("fee", money("fee"), 'fee'), unread("net", left_over, 'net'),
        case when "gross" is null then 'gross is empty' end,
        case when "net" is null then 'net is empty' end,
        case
            when abs(abs(left_over - stated) - abs(coalesce(money("fee"), 0))) > 0.005
                then 'net is not gross less fee'
        end,
        case
            when created_at is null then unfit(coalesce("created_utc", "created"), 'created', 'a date')
        end,
        case when "currency" is null then 'currency is empty' end
    ), '') as problem,
    id as natural_key,
    coalesce(wallet_of("payment_method_type"), lower("payment_method_type")) as wallet,
    id as provider_txn_id,
    coalesce(
        "payment_metadata[order_id]", "payment_metadata[order_number]", "payment_metadata[order]",
        nullif(
            regexp_extract("description", '(?i)\border\s*(?:no\.?|number|id|:)?\s*#?\s*([\w-]*\d[\w-]*)', 1), ''
        ),
        case when regexp_full_match("description", '#?[\w-]*\d[\w-]*') then "description" end,
        "payment_intent_id", "charge_id"
    ) as merchant_ref,
    if(kind = 'refund', "source_id", null) as merchant_refund_ref,
    coalesce("charge_id", case when regexp_matches("source_id", '^(ch|py)_') then "source_id" end) as original_ref,
    txn_type,
    kind as source_type,
    if("automatic_payout_id" is not null, 'settled', 'succeeded') as status,
    created_at as occurred_at,
    paid_out as settled_at,
    tz,
    if(txn_type = 'fee', null, signed) as list_amount,
    upper("currency") as list_currency,
    if(txn_type = 'fee', 0, signed) as gross,
    if(txn_type = 'fee', left_over, left_over - stated) as fee,
    upper("currency") as currency,
    money("customer_facing_amount") as buyer_amount,
    upper("customer_facing_currency") as buyer_currency,
    coalesce("automatic_payout_id", if(kind = 'payout', "source_id", null)) as settlement_batch
from read
