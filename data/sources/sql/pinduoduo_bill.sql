-- grain: one movement of the shop's account; equal ones are told apart by their count, as none has a number
with cells as (
    select
        row_no,
        "商户订单号",
        "发生时间",
        "收入金额(+元)",
        "支出金额(-元)",
        "账务类型",
        "业务描述",
        coalesce("账务类型", '') as kind,
        regexp_extract(coalesce("业务描述", ''), '^(\d{7})\s*\|', 1) as code,
        abs(money("收入金额(+元)")) as received,
        abs(money("支出金额(-元)")) as spent,
        clock("发生时间") as booked
    from staged
),

moved as (
    select
        *,
        coalesce(received, 0) - coalesce(spent, 0) as amount,
        row_number() over (
            partition by "商户订单号", booked, received, spent, kind, "业务描述" order by row_no
        ) as nth
    from cells
),

named as (
    select
        *,
        case
            when regexp_matches(kind, '服务费|手续费|佣金') or code like '003%' then 'fee'
            when regexp_matches(kind, '退款') or code like '002%' then 'refund'
            when regexp_matches(kind, '提现') then 'payout'
            when regexp_matches(kind, '保证金|充值|转账|转入|转出') then 'transfer'
            when amount >= 0 and (regexp_matches(kind, '交易收入|收款') or code like '001%') then 'payment'
            else 'adjustment'
        end as txn_type
    from moved
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        unread("收入金额(+元)", received, '收入金额'),
        unread("支出金额(-元)", spent, '支出金额'),
        case when "收入金额(+元)" is null and "支出金额(-元)" is null then '收入金额 and 支出金额 are both empty' end,
        case when "账务类型" is null then '账务类型 is empty' end,
        case when booked is null then coalesce(unfit("发生时间", '发生时间', 'a date'), '发生时间 is empty') end
    ), '') as problem,
    concat_ws(
        '|', 'bill', coalesce("商户订单号", ''), booked, amount, kind, coalesce(nullif(code, ''), md5("业务描述"), ''),
        case when nth > 1 then nth end
    ) as natural_key,
    "商户订单号" as merchant_ref,
    txn_type,
    "账务类型" as source_type,
    'settled' as status,
    instant(booked, file.tz) as occurred_at,
    file.tz,
    case when txn_type = 'fee' then 0 else amount end as gross,
    case when txn_type = 'fee' then amount else 0 end as fee,
    'CNY' as currency
from named, file
