-- grain: one movement of the shop's account; 收支类型 says which way
with cells as (
    select
        row_no,
        "收支类型",
        "收支金额",
        "记账时间",
        "动帐类型",
        "关联订单号",
        "关联售后单号",
        "关联提现单号",
        coalesce("动帐类型", '') as kind,
        case when not is_damaged("流水单号") then "流水单号" end as entry,
        abs(money("收支金额"))
        * case when regexp_matches("收支类型", '支|出') then -1 when regexp_matches("收支类型", '收|入') then 1 end as amount
    from staged
),

named as (
    select
        *,
        case
            when regexp_matches(kind, '服务费|佣金|手续费|保费|运费险|推广') then 'fee'
            when regexp_matches(kind, '退款') then 'refund'
            when regexp_matches(kind, '提现') then 'payout'
            when regexp_matches(kind, '保证金|充值|转账|转入|转出') then 'transfer'
            when amount >= 0 and regexp_matches(kind, '支付|收款|货款|结算') then 'payment'
            else 'adjustment'
        end as txn_type
    from cells
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when entry is null then '流水单号 is empty or damaged by a spreadsheet; export it as text' end,
        case when "收支金额" is null then '收支金额 is empty' end,
        unread("收支金额", money("收支金额"), '收支金额'),
        case
            when amount is null and money("收支金额") is not null
                then '收支类型: ' || kind_of("收支类型") || ' where 收入 or 支出 may stand'
        end,
        case when clock("记账时间") is null then coalesce(unfit("记账时间", '记账时间', 'a date'), '记账时间 is empty') end
    ), '') as problem,
    'flow|' || entry as natural_key,
    entry as provider_txn_id,
    "关联订单号" as merchant_ref,
    case when txn_type = 'refund' then "关联售后单号" end as merchant_refund_ref,
    txn_type,
    "动帐类型" as source_type,
    'settled' as status,
    shop_instant("记账时间", file.tz) as occurred_at,
    file.tz,
    case when txn_type = 'fee' then 0 else amount end as gross,
    case when txn_type = 'fee' then amount else 0 end as fee,
    'CNY' as currency,
    "关联提现单号" as settlement_batch
from named, file
