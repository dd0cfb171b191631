-- grain: one movement of the account's balance; a payment and its fee are two lines
-- What it is: the code before the | of 业务描述 first, then 业务类型, then the words of 备注 where 业务类型 says nothing (其它, 转账).
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
        "业务描述",
        "备注"
    from staged
),

read as (
    select
        *,
        coalesce("业务类型", '') as kind,
        regexp_extract(coalesce("业务描述", ''), '^(\d{7})\s*\|', 1) as code,
        concat_ws(' ', "备注", "业务描述") as said,
        money("收入金额(+元)") as received,
        abs(money("支出金额(-元)")) as spent,
        case when not is_damaged("账务流水号") then "账务流水号" end as entry
    from cells
),

moved as (select *, coalesce(received, 0) - coalesce(spent, 0) as amount from read),

named as (
    select
        *,
        case
            when code like '002%' then 'refund'
            when code like '003%' then 'fee'
            when code like '001%' and amount >= 0 then 'payment'
            when regexp_matches(kind, '退款') then 'refund'
            when regexp_matches(kind, '提现') then 'payout'
            when regexp_matches(kind, '充值|余额宝|余利宝|理财|转入|转出|划转|还款|放款|保证金|转账到银行卡') then 'transfer'
            when regexp_matches(kind, '收费|退费|服务费|手续费|佣金|扣费|分账') then 'fee'
            when regexp_matches(said, '保证金|解冻|网商银行|余利宝|余额宝') then 'transfer'
            when regexp_matches(said, '小额打款|售后退款') then 'refund'
            when regexp_matches(said, '佣金|积分|服务费|手续费|推广|分期免息|公益宝贝|跨境服务|增值费') then 'fee'
            when code <> '' then 'adjustment'
            when regexp_matches(kind, '转账') then 'transfer'
            when amount >= 0 and regexp_matches(kind, '支付|付款|收款|交易') then 'payment'
            else 'adjustment'
        end as entry_type
    from moved
)

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
    entry_type,
    "业务类型" as source_type,
    case
        when entry_type in ('payment', 'refund') then coalesce("商户订单号", "业务基础订单号")
        else coalesce("业务基础订单号", nullif(regexp_extract("备注", '(\d{16,22})', 1), ''), "商户订单号")
    end as merchant_ref,
    "业务流水号" as provider_txn_id,
    shop_instant("发生时间", 'Asia/Shanghai') as occurred_at,
    file.tz,
    case when entry_type = 'fee' then 0 else amount end as gross,
    case when entry_type = 'fee' then amount else 0 end as fee,
    amount,
    money("账户余额(元)") as balance,
    'CNY' as currency,
    "业务描述" as remark
from named, file
