-- grain: one movement of the account's balance; a payment and its fee are two lines
with cells as (
    select
        row_no,
        "业务类型",
        "收入金额(+元)",
        "支出金额(-元)",
        "账务流水号",
        "账户余额(元)",
        "发生时间",
        "商户订单号",
        "业务基础订单号",
        "业务流水号",
        "服务费(元)",
        "业务描述"
    from staged
),

read as (
    select
        *,
        "业务类型" as kind,
        money("收入金额(+元)") as received,
        abs(money("支出金额(-元)")) as spent,
        case when not is_damaged("账务流水号") then "账务流水号" end as entry
    from cells
),

moved as (select *, coalesce(received, 0) - coalesce(spent, 0) as amount from read)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when entry is null then '账务流水号 is empty or damaged by Excel' end,
        unread("收入金额(+元)", received, '收入金额'), unread("支出金额(-元)", spent, '支出金额'),
        case when "收入金额(+元)" is null and "支出金额(-元)" is null then '收入金额 and 支出金额 are both empty' end,
        unread("账户余额(元)", money("账户余额(元)"), '账户余额'), unread("发生时间", written_day("发生时间"), '发生时间'),
        case when "发生时间" is null then '发生时间 is empty' end
    ), '') as problem,
    'account|' || entry as natural_key,
    file.account_id,
    case
        when regexp_matches(kind, '退款') then 'refund'
        when regexp_matches(kind, '收费|服务费|手续费|佣金|扣费|分账') then 'fee'
        when regexp_matches(kind, '提现') then 'payout'
        when regexp_matches(kind, '转账|充值|余额宝|余利宝|理财|转入|转出|划转|还款|放款') then 'transfer'
        when amount >= 0 and regexp_matches(kind, '支付|付款|收款|交易') then 'payment'
        else 'adjustment'
    end as entry_type,
    kind as source_type,
    coalesce("商户订单号", "业务基础订单号") as merchant_ref,
    "业务流水号" as provider_txn_id,
    shop_instant("发生时间", 'Asia/Shanghai') as occurred_at,
    file.tz,
    amount as gross,
    -abs(money("服务费(元)")) as fee,
    amount,
    money("账户余额(元)") as balance,
    'CNY' as currency,
    "业务描述" as remark
from moved, file
