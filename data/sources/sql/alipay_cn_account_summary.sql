-- grain: one kind of entry (or all of them, 合计) over the days of an account bill
with cells as (
    select
        row_no, "收入金额(+元)", "支出金额(-元)", "类型", "收入笔数", "支出笔数"
    from staged
)

select
    row_no,
    nullif(concat_ws('; ', unread("收入金额(+元)", money("收入金额(+元)"), '收入金额'), unread("支出金额(-元)", money("支出金额(-元)"), '支出金额')), '')
        as problem,
    concat_ws('|', 'account summary', coalesce(file.account_id, ''), coalesce(cast(file.first_on as varchar), file.file_name),
        cast(file.last_on as varchar), words("类型")) as natural_key,
    file.account_id,
    'total' as entry_type,
    words("类型") as source_type,
    instant(cast(file.first_on as timestamp), 'Asia/Shanghai') as occurred_at,
    file.tz,
    coalesce(whole("收入笔数"), 0) + coalesce(whole("支出笔数"), 0) as items,
    coalesce(money("收入金额(+元)"), 0) - abs(coalesce(money("支出金额(-元)"), 0)) as amount,
    'CNY' as currency
from cells, file
