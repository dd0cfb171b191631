-- grain: one movement of the shop's aggregate account (聚合结算), which is another one than its Alipay account
with cells as (
    select
        row_no,
        "收入金额(元)",
        "支出金额(元)",
        "入帐时间",
        "主订单id",
        "子订单id",
        "入帐类型",
        coalesce("入帐类型", '') as kind,
        regexp_extract(coalesce("业务描述", ''), '^(\d{7})\s*\|', 1) as code,
        concat_ws(' ', "业务描述", "备注") as said,
        abs(money("收入金额(元)")) as received,
        abs(money("支出金额(元)")) as spent,
        case when not is_damaged("支付流水号") then "支付流水号" end as entry
    from staged
),

moved as (select *, coalesce(received, 0) - coalesce(spent, 0) as amount from cells),

named as (
    select
        *,
        case
            when code like '002%' then 'refund'
            when code like '003%' then 'fee'
            when code like '001%' and amount >= 0 then 'payment'
            when regexp_matches(kind, '退款') then 'refund'
            when regexp_matches(kind, '提现') then 'payout'
            when regexp_matches(kind, '服务费|手续费|佣金|收费') then 'fee'
            when regexp_matches(kind, '保证金|转账|转入|转出|充值') then 'transfer'
            when regexp_matches(said, '佣金|积分|服务费|手续费') then 'fee'
            when code <> '' then 'adjustment'
            when amount >= 0 and regexp_matches(kind, '收款|收入|交易|货款') then 'payment'
            else 'adjustment'
        end as txn_type
    from moved
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when entry is null then '支付流水号 is empty or damaged by Excel' end,
        unread("收入金额(元)", received, '收入金额'),
        unread("支出金额(元)", spent, '支出金额'),
        case when "收入金额(元)" is null and "支出金额(元)" is null then '收入金额 and 支出金额 are both empty' end,
        case when clock("入帐时间") is null then coalesce(unfit("入帐时间", '入帐时间', 'a date'), '入帐时间 is empty') end
    ), '') as problem,
    'account|' || entry as natural_key,
    entry as provider_txn_id,
    "主订单id" as merchant_ref,
    case when txn_type = 'refund' then "子订单id" end as original_ref,
    txn_type,
    "入帐类型" as source_type,
    'settled' as status,
    shop_instant("入帐时间", file.tz) as occurred_at,
    shop_instant("入帐时间", file.tz) as settled_at,
    file.tz,
    case when txn_type = 'fee' then 0 else amount end as gross,
    case when txn_type = 'fee' then amount else 0 end as fee,
    'CNY' as currency
from named, file
