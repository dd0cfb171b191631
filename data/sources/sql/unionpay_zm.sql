-- grain: one payment or refund; amounts are in fen, C before one is the merchant's, D the other side's
with named as (
    select
        staged.*,
        try_strptime(regexp_extract(file.file_name, 'INN(\d{6})', 1), '%y%m%d')::date as written_on
    from staged, file
),

read as (
    select
        row_no,
        "unionpay time" as time_cell,
        "unionpay amount" as amount_cell,
        "unionpay fee" as fee_cell,
        "unionpay code" as code,
        "unionpay order" as order_ref,
        "unionpay original order" as original_order,
        "unionpay merchant" as merchant,
        "unionpay query id" as query_id,
        "unionpay original query id" as original_query,
        written_on,
        case
            when "unionpay type" = '01' then 'payment'
            when "unionpay type" = '04' then 'refund'
            when "unionpay type" = '31' then 'reversal'
            when "unionpay code" = 'S22' then 'payment'
            when "unionpay code" = 'S30' then 'refund'
            else 'adjustment'
        end as txn_type,
        whole("unionpay amount") as fen,
        case
            when "unionpay fee" is null then 0 else
                try_cast(regexp_extract("unionpay fee", '^[CD](\d{12})$', 1) as bigint)
                * case when "unionpay fee" like 'C%' then 1 else -1 end
        end as fee_fen,
        -- December's last payments stand in a file of January
        year(written_on)
        - case when "unionpay time"[1:4] > strftime(written_on, '%m%d') then 1 else 0 end as in_year
    from named
),

clocked as (
    select *, try_strptime(in_year || time_cell, '%Y%m%d%H%M%S') as moment from read
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case
            when written_on is null then 'the file''s name has no day (INN and six digits), and its times have no year'
        end,
        case when query_id is null then 'no query id' end,
        unread(amount_cell, fen, 'amount'),
        case when amount_cell is null then 'amount is empty' end,
        unread(fee_cell, fee_fen, 'fee'),
        case
            when
                written_on is not null and moment is null
                then coalesce(unfit(time_cell, 'time', 'a date'), 'time is empty')
        end
    ), '') as problem,
    query_id as natural_key,
    merchant as account_id,
    'unionpay' as wallet,
    query_id as provider_txn_id,
    case when txn_type = 'payment' then order_ref else coalesce(original_order, order_ref) end as merchant_ref,
    case when txn_type <> 'payment' then order_ref end as merchant_refund_ref,
    original_query as original_ref,
    txn_type,
    code as source_type,
    'succeeded' as status,
    instant(moment, file.tz) as occurred_at,
    file.tz,
    case when txn_type in ('refund', 'reversal') then -1 else 1 end * fen * 0.01::decimal(4, 2) as gross,
    fee_fen * 0.01::decimal(4, 2) as fee,
    'CNY' as currency
from clocked, file
