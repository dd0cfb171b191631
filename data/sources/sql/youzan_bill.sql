-- grain: one movement of the shop's account; 收入 comes in, 支出 goes out, whatever sign is written
with cells as (
    select
        row_no,
        "收入(元)",
        "支出(元)",
        "下单时间",
        "入账时间",
        "业务单号",
        "关联单号",
        "店铺名称",
        "类型",
        coalesce("类型", '') as kind,
        case when not is_damaged("支付流水号") then "支付流水号" end as entry,
        abs(money("收入(元)")) as received,
        abs(money("支出(元)")) as spent,
        clock("入账时间") as booked
    from staged
),

moved as (
    select
        *,
        coalesce(received, 0) - coalesce(spent, 0) as amount
    from cells
),

named as (
    select
        *,
        case
            when regexp_matches(kind, '手续费|服务费|佣金|扣费|技术|保险|推广') then 'fee'
            when regexp_matches(kind, '退款') then 'refund'
            when regexp_matches(kind, '提现') then 'payout'
            when regexp_matches(kind, '充值|转账|保证金|转入|转出') then 'transfer'
            when amount >= 0 and regexp_matches(kind, '入账|收款|支付|货款|订单|交易') then 'payment'
            else 'adjustment'
        end as txn_type,
        -- an entry without a number is told by its document
        coalesce(entry, "业务单号") as number
    from moved
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when number is null then '支付流水号 and 业务单号 are empty or damaged by a spreadsheet; export it as text' end,
        unread("收入(元)", received, '收入'),
        unread("支出(元)", spent, '支出'),
        case when "收入(元)" is null and "支出(元)" is null then '收入 and 支出 are both empty' end,
        unread("下单时间", clock("下单时间"), '下单时间'),
        case when booked is null then coalesce(unfit("入账时间", '入账时间', 'a date'), '入账时间 is empty') end
    ), '') as problem,
    concat_ws('|', 'bill', number, kind) as natural_key,
    entry as provider_txn_id,
    "业务单号" as merchant_ref,
    case when txn_type = 'refund' then "关联单号" end as merchant_refund_ref,
    txn_type,
    "类型" as source_type,
    'settled' as status,
    instant(case when txn_type = 'payment' then coalesce(clock("下单时间"), booked) else booked end, file.tz)
        as occurred_at,
    instant(booked, file.tz) as settled_at,
    file.tz,
    "店铺名称" as store_key,
    case when txn_type = 'fee' then 0 else amount end as gross,
    case when txn_type = 'fee' then amount else 0 end as fee,
    'CNY' as currency
from named, file
