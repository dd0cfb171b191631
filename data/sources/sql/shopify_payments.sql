-- grain: one balance transaction of Shopify Payments; it has no number, so what it says is its key
with cells as (
    select
        row_no,
        "Amount",
        "Card Brand",
        "Card Source",
        "Checkout",
        "Currency",
        "Fee",
        "Net",
        "Order",
        "Payment Method Name",
        "Payout Date",
        "Payout ID",
        "Payout Status",
        "Presentment Amount",
        "Presentment Currency",
        "Transaction Date",
        "Type"
    from staged
),

typed as (
    select
        cells.*,
        lower("Type") as kind,
        money("Amount") as stated,
        money("Net") as left_over,
        coalesce(money("Fee"), 0) as cost,
        offset_of("Transaction Date") as shift,
        shop_instant("Transaction Date", file.tz) as moment,
        coalesce(shop_instant("Payout Date", 'UTC'), timezone('UTC', cast(written_day("Payout Date") as timestamp)))
            as paid_out,
        file.tz as said_tz,
        upper(coalesce(cells."Currency", file.currency)) as money_of_row
    from cells, file
),

read as (
    select
        *,
        case
            when kind in ('charge', 'payment', 'sale', 'capture') then 'payment'
            when kind in ('refund', 'refund_failure') then if(kind = 'refund', 'refund', 'adjustment')
            when regexp_matches(kind, '(dispute|chargeback)[ _]?(reversal|won|withdrawal)') then 'dispute_reversal'
            when regexp_matches(kind, 'dispute|chargeback') then if(stated > 0, 'dispute_reversal', 'dispute')
            when regexp_matches(kind, '^payout|^transfer') then 'payout'
            when regexp_matches(kind, 'reserve') then 'transfer'
            else 'adjustment'
        end as txn_type,
        concat_ws('|', epoch(moment)::bigint, kind, "Order", "Checkout", stated) as event
    from typed
),

counted as (
    select
        *,
        case
            when txn_type = 'payment' then abs(stated) when txn_type in ('refund', 'payout') then -abs(stated) else
                stated
        end as signed,
        row_number() over (partition by event order by row_no) as nth,
        bool_or("Payout ID" is not null) over () as has_numbers
    from read
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when kind is null then 'Type is empty' end,
        case when "Amount" is null then 'Amount is empty' end,
        unread("Amount", stated, 'Amount'),
        unread("Fee", money("Fee"), 'Fee'),
        unread("Net", left_over, 'Net'),
        case when abs(left_over - stated + cost) > 0.005 then 'net is not amount less fee' end,
        case
            when moment is null and clock("Transaction Date") is not null
                then 'Transaction Date: a time without its offset from UTC; say the shop''s zone with --tz'
            when moment is null then unfit("Transaction Date", 'Transaction Date', 'a date')
        end,
        case when money_of_row is null then 'no column names a currency; say it with --currency' end
    ), '') as problem,
    md5(event || '|' || nth) as natural_key,
    coalesce(
        wallet_of("Payment Method Name"), wallet_of("Card Source"), lower("Card Brand"), lower("Payment Method Name")
    )
        as wallet,
    "Order" as merchant_ref,
    txn_type,
    kind as source_type,
    case when "Payout ID" is not null or lower("Payout Status") = 'paid' then 'settled' else 'succeeded' end as status,
    moment as occurred_at,
    paid_out as settled_at,
    coalesce(
        case
            when shift = 'Z' then 'UTC'
            when shift <> '' then 'GMT' || shift[1:3] || ':' || coalesce(nullif(replace(shift[4:], ':', ''), ''), '00')
        end,
        said_tz
    ) as tz,
    signed as gross,
    -cost as fee,
    money_of_row as currency,
    if(txn_type = 'payment', 1, -1) * abs(money("Presentment Amount")) as buyer_amount,
    upper("Presentment Currency") as buyer_currency,
    -- older exports do not number payouts: there is one a day, and its day is its name
    case
        when has_numbers then "Payout ID"
        when lower("Payout Status") in ('paid', 'in_transit')
            then strftime(timezone('UTC', paid_out), '%Y-%m-%d')
    end as settlement_batch
from counted
