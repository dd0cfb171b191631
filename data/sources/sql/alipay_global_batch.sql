-- grain: one settlement batch, the sum of the settlement files beside it
with cells as (
    select
        row_no, "Settle_batch_no", "Settle_date", "Settlement", "Amount", "Fee", "Currency"
    from staged
),

-- day or month first, as all of the file's slashed times say together
days as (select is_day_first(cell) as day_first from (select "Settle_date" as cell from staged)),

read as (
    select
        *,
        case when not is_damaged("Settle_batch_no") then "Settle_batch_no" end as batch,
        coalesce(clock("Settle_date"), slashed_clock("Settle_date", day_first)) as day
    from cells, days
)

select
    row_no,
    nullif(concat_ws(
        '; ', case when batch is null then 'Settle_batch_no is empty or damaged by Excel' end,
        unread("Settlement", money("Settlement"), 'Settlement'),
        unread("Amount", money("Amount"), 'Amount'),
        unread("Fee", money("Fee"), 'Fee'),
        unread_clock("Settle_date", day, day_first, 'Settle_date')
    ), '') as problem,
    'batch|' || batch || '|' || upper(read."Currency") as natural_key,
    file.account_id,
    batch as settlement_batch,
    'total' as entry_type,
    'settle batch' as source_type,
    instant(day, 'Asia/Shanghai') as occurred_at,
    file.tz,
    money("Amount") as gross,
    money("Settlement") - money("Amount") as fee,
    money("Settlement") as amount,
    upper(read."Currency") as currency
from read, file
