-- grain: one movement of the merchant's WeChat balance
with cells as (
    select
        row_no, "业务类型", "收支类型", "收支金额(元)", "资金流水单号", "记账时间", "业务名称", "业务凭证号", "微信支付业务单号", "账户结余(元)",
        "备注"
    from staged
),

read as (
    select
        *,
        "业务类型" as kind,
        case when "收支类型" like '%支%' then -1 when "收支类型" like '%收%' then 1 end
        * abs(money("收支金额(元)")) as amount,
        case when not is_damaged("资金流水单号") then "资金流水单号" end as entry
    from cells
),

named as (
    select
        *,
        case
            when regexp_matches(kind, '退款') then 'refund'
            when regexp_matches(kind, '手续费|扣除|分账') then 'fee'
            when regexp_matches(kind, '提现') then 'payout'
            when regexp_matches(kind, '交易|收款|支付') and amount >= 0 then 'payment'
            when regexp_matches(kind, '转账|充值|划转') then 'transfer'
            else 'adjustment'
        end as entry_type
    from read
),

-- a refund moves what the buyer gets less the fee that comes back with it, where its words say both and they add up so
split as (
    select
        *,
        case
            when entry_type = 'fee' then amount
            when
                entry_type = 'refund'
                and money(regexp_extract("备注", '退款总金额([\d.]+)元', 1))
                - money(regexp_extract("备注", '含手续费([\d.]+)元', 1)) = -amount
                then money(regexp_extract("备注", '含手续费([\d.]+)元', 1))
            else 0
        end as charged
    from named
)

select
    row_no,
    nullif(concat_ws(
        '; ', case when entry is null then '资金流水单号 is empty or damaged by Excel' end,
        case
            when
                amount is null
                then
                    '收支类型: '
                    || kind_of("收支类型")
                    || ' and 收支金额: '
                    || kind_of("收支金额(元)")
                    || ' where 收入 or 支出 and an amount belong'
        end,
        unread("记账时间", written_day("记账时间"), '记账时间')
    ), '') as problem,
    -- a refund's 资金流水单号 may be the number of the payment it gives back
    concat_ws('|', 'funds', "微信支付业务单号", entry, kind, "收支类型") as natural_key,
    file.account_id,
    entry_type,
    concat_ws(' ', "业务名称", kind) as source_type,
    "业务凭证号" as merchant_ref,
    "微信支付业务单号" as provider_txn_id,
    shop_instant("记账时间", 'Asia/Shanghai') as occurred_at,
    file.tz,
    amount - charged as gross,
    charged as fee,
    amount,
    money("账户结余(元)") as balance,
    'CNY' as currency
from split, file
