-- grain: one movement of the shop's account as its flow shows it, with the balance after it
with cells as (
    select
        row_no,
        "创建时间",
        "收入(元)",
        "支出(元)",
        "账户余额(元)",
        "业务单号",
        "交易类型描述",
        coalesce("交易类型描述", '') as kind,
        abs(money("收入(元)")) as received,
        abs(money("支出(元)")) as spent
    from staged
),

moved as (
    select
        *,
        coalesce(received, 0) - coalesce(spent, 0) as amount,
        row_number() over (partition by "业务单号", kind, "创建时间", received, spent order by row_no) as nth
    from cells
),

named as (
    select
        *,
        case
            when regexp_matches(kind, '提现') then 'payout'
            when regexp_matches(kind, '退款') then 'refund'
            when regexp_matches(kind, '服务费|佣金|手续费|保险') then 'fee'
            when regexp_matches(kind, '保证金|充值|转账') then 'transfer'
            when amount >= 0 and regexp_matches(kind, '结算|入账|货款') then 'payment'
            else 'adjustment'
        end as entry_type
    from moved
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        unread("收入(元)", received, '收入'),
        unread("支出(元)", spent, '支出'),
        unread("账户余额(元)", money("账户余额(元)"), '账户余额'),
        case when "收入(元)" is null and "支出(元)" is null then '收入 and 支出 are both empty' end,
        case when clock("创建时间") is null then coalesce(unfit("创建时间", '创建时间', 'a date'), '创建时间 is empty') end
    ), '') as problem,
    concat_ws('|', 'flow', coalesce("业务单号", ''), kind, clock("创建时间"), amount, case when nth > 1 then nth end)
        as natural_key,
    entry_type,
    "交易类型描述" as source_type,
    "业务单号" as provider_txn_id,
    shop_instant("创建时间", file.tz) as occurred_at,
    file.tz,
    case when entry_type = 'fee' then 0 else amount end as gross,
    case when entry_type = 'fee' then amount else 0 end as fee,
    amount,
    money("账户余额(元)") as balance,
    'CNY' as currency
from named, file
