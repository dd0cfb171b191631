-- grain: one movement of the shop's wallet as the account shows it: many entries of the bill in one
with cells as (
    select
        row_no,
        "商户号",
        "账户代码",
        "商户订单号",
        "日期",
        "收入金额(元)",
        "支出金额(元)",
        "账户余额(元)",
        "交易备注",
        coalesce("交易备注", '') as said,
        abs(money("收入金额(元)")) as received,
        abs(money("支出金额(元)")) as spent,
        serial_clock("日期") as booked
    from staged
),

moved as (
    select
        *,
        coalesce(received, 0) - coalesce(spent, 0) as amount,
        row_number() over (
            partition by "商户号", "账户代码", "商户订单号", "日期", received, spent order by row_no
        ) as nth
    from cells
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        unread("收入金额(元)", received, '收入金额'),
        unread("支出金额(元)", spent, '支出金额'),
        unread("账户余额(元)", money("账户余额(元)"), '账户余额'),
        case when "收入金额(元)" is null and "支出金额(元)" is null then '收入金额 and 支出金额 are both empty' end,
        case when booked is null then coalesce(unfit("日期", '日期', 'a date'), '日期 is empty') end
    ), '') as problem,
    concat_ws(
        '|', 'funds', coalesce("商户号", ''), coalesce("账户代码", ''), coalesce("商户订单号", ''), booked, amount,
        case when nth > 1 then nth end
    ) as natural_key,
    "商户号" as account_id,
    "商户订单号" as settlement_batch,
    case
        when regexp_matches(said, '提现') then 'payout'
        when regexp_matches(said, '充值|转账|保证金') then 'transfer'
        else 'adjustment'
    end as entry_type,
    "交易备注" as source_type,
    "商户订单号" as provider_txn_id,
    instant(booked, file.tz) as occurred_at,
    file.tz,
    amount as gross,
    amount,
    money("账户余额(元)") as balance,
    'CNY' as currency
from moved, file
