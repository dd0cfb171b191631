-- grain: one payment, and one row for all that was given back of it (a sum without a day or number of its own)
with cells as (
    select
        row_no,
        "Amount",
        "Amount Refunded",
        "Captured",
        "Converted Amount",
        "Converted Amount Refunded",
        "Converted Currency",
        "Created (UTC)",
        "Currency",
        "Customer Email",
        "Description",
        "Fee",
        "Mode",
        "Payment Source Type",
        "PaymentIntent ID",
        "Status",
        "Transfer",
        "id",
        "order_id (metadata)",
        "order_number (metadata)"
    from staged
),

typed as (
    select
        *,
        -- settlement money where the payment was converted, else the money it was made in
        coalesce(money("Converted Amount"), money("Amount")) as settled,
        case
            when "Converted Amount" is not null then coalesce(money("Converted Amount Refunded"), 0)
            else coalesce(money("Amount Refunded"), 0)
        end as returned,
        upper(coalesce("Converted Currency", "Currency")) as settled_in,
        coalesce(money("Fee"), 0) as cost,
        shop_instant("Created (UTC)", 'UTC') as moment,
        lower("Status") as state
    from cells
),

told as (
    select typed.*, 'payment' as txn_type, settled as gross, -cost as charged, money("Amount") as paid from typed
    union all
    select typed.*, 'refund', -abs(returned), 0, -abs(money("Amount Refunded")) from typed where returned <> 0
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "id" is null then 'id is empty' end,
        case when "Amount" is null then 'Amount is empty' end,
        unread("Amount", money("Amount"), 'Amount'),
        unread("Amount Refunded", money("Amount Refunded"), 'Amount Refunded'),
        unread("Converted Amount", money("Converted Amount"), 'Converted Amount'),
        unread("Converted Amount Refunded", money("Converted Amount Refunded"), 'Converted Amount Refunded'),
        unread("Fee", money("Fee"), 'Fee'),
        case when moment is null then unfit("Created (UTC)", 'Created (UTC)', 'a date') end,
        case when settled_in is null then 'Currency is empty' end,
        case when state is null then 'Status is empty' end
    ), '') as problem,
    case
        when regexp_matches(state, 'fail|block|cancel|declin|incomplete|requires|expired') then 'the payment failed'
        when regexp_matches(state, 'uncaptured|authori|pending|processing') or lower("Captured") = 'false'
            then 'not captured, no money moved yet'
        when lower("Mode") = 'test' then 'a test, no money moved'
    end as aside,
    "id" || case when txn_type = 'refund' then '|refund' else '' end as natural_key,
    coalesce(wallet_of("Payment Source Type"), lower("Payment Source Type")) as wallet,
    "id" as provider_txn_id,
    coalesce(
        "order_id (metadata)",
        "order_number (metadata)",
        nullif(
            regexp_extract("Description", '(?i)\border\s*(?:no\.?|number|id|:)?\s*#?\s*([\w-]*\d[\w-]*)', 1), ''
        ),
        case when regexp_full_match("Description", '#?[\w-]*\d[\w-]*') then "Description" end,
        "PaymentIntent ID",
        "id"
    ) as merchant_ref,
    case when txn_type = 'refund' then "id" end as original_ref,
    txn_type,
    case when txn_type = 'payment' then 'charge' else 'refund' end as source_type,
    'succeeded' as status,
    moment as occurred_at,
    coalesce(file.tz, 'UTC') as tz,
    case when "Customer Email" is not null then 'email' end as payer_id_type,
    lower("Customer Email") as payer_key,
    gross,
    charged as fee,
    settled_in as currency,
    paid as buyer_amount,
    upper(told."Currency") as buyer_currency,
    "Transfer" as settlement_batch
from told, file
