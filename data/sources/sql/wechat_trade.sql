-- grain: one payment, refund or revocation
-- A refund is written positive and its fee negative; the sign comes from 交易状态. Where 应结订单金额 is stated, what lacks to
-- 订单金额 is the part of a coupon that the merchant bears and the rest of 代金券金额 is the platform's; older bills do not say
-- who pays.
with cells as (
    select
        row_no,
        "交易状态",
        "应结订单金额",
        "订单金额",
        "总金额",
        "代金券金额",
        "退款金额",
        "申请退款金额",
        "充值券退款金额",
        "手续费",
        "商户退款单号",
        "微信退款单号",
        "特约商户号",
        "商户订单号",
        "微信订单号",
        "退款成功时间",
        "退款申请时间",
        "交易时间",
        "商户号",
        "交易类型",
        "退款状态",
        "设备号",
        "用户标识",
        "货币种类",
        "商品名称"
    from staged
),

read as (
    select
        *,
        upper("交易状态") as state,
        case upper("交易状态") when 'SUCCESS' then 1 when 'REFUND' then -1 when 'REVOKED' then -1 end as sign,
        abs(money("应结订单金额")) as due,
        abs(coalesce(money("订单金额"), money("总金额"))) as ordered,
        abs(coalesce(money("代金券金额"), 0)) as coupon,
        abs(money("退款金额")) as returned,
        abs(money("申请退款金额")) as asked,
        abs(coalesce(money("充值券退款金额"), 0)) as coupon_returned,
        abs(coalesce(money("手续费"), 0)) as charged,
        nullif("商户退款单号", '0') as request,
        nullif("微信退款单号", '0') as refund,
        nullif("特约商户号", '0') as sub_merchant,
        case when not is_damaged("商户订单号") then "商户订单号" end as ref,
        case when not is_damaged("微信订单号") then "微信订单号" end as provider,
        -- the documentation's own sample: 2014-11-1016：33：45
        coalesce(
            clock("退款成功时间"), clock("退款申请时间"),
            clock(regexp_replace(replace("交易时间", '：', ':'), '(\d{4}-\d{2}-\d{2})(\d{2}:)', '\1 \2'))
        ) as done
    from cells
),

settled as (
    select
        *,
        case
            when sign = 1 then coalesce(due, ordered)
            when state = 'REVOKED' then coalesce(nullif(returned, 0), due, ordered)
            else coalesce(returned, asked)
        end as amount,
        case
            when sign = 1 or state = 'REVOKED' then coalesce(ordered, due) else coalesce(nullif(asked, 0), returned)
        end as listed
    from read
),

split as (
    select
        *,
        case when due is null then 0 else greatest(listed - amount, 0) end as own,
        case
            when due is null then 0 when sign = 1 then greatest(coupon - greatest(listed - amount, 0), 0) else
                coupon_returned
        end as subsidy,
        case when due is not null then 0 when sign = 1 then coupon else coupon_returned end as unsaid
    from settled
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when sign is null then '交易状态 is not SUCCESS, REFUND or REVOKED' end,
        case when state = 'SUCCESS' and refund is not null then '交易状态 is SUCCESS while 微信退款单号 is ' || refund end,
        case when ref is null and provider is null then '商户订单号 and 微信订单号 are both empty or damaged by Excel' end,
        unread("应结订单金额", due, '应结订单金额'), unread("订单金额", money("订单金额"), '订单金额'), unread("总金额", money("总金额"), '总金额'),
        unread("代金券金额", money("代金券金额"), '代金券金额'), unread("退款金额", returned, '退款金额'), unread("手续费", money("手续费"), '手续费'),
        unread("申请退款金额", asked, '申请退款金额'),
        case
            when
                sign is not null and amount is null
                then case when sign = 1 then '应结订单金额' else '退款金额' end || ' is empty'
        end,
        case when done is null then unfit("交易时间", '交易时间', 'a date') end
    ), '') as problem,
    concat_ws(
        '|', "商户号", sub_merchant, state, coalesce(ref, provider),
        case when sign = -1 then coalesce(case when not is_damaged("商户退款单号") then request end, refund) end
    ) as natural_key,
    coalesce("商户号", file.account_id) as account_id,
    'wechat' as wallet,
    "微信订单号" as provider_txn_id,
    ref as merchant_ref,
    case when sign = -1 then request end as merchant_refund_ref,
    case when sign = -1 then provider end as original_ref,
    case state when 'SUCCESS' then 'payment' when 'REFUND' then 'refund' when 'REVOKED' then 'reversal' end as txn_type,
    concat_ws(' ', "交易状态", "交易类型") as source_type,
    case
        when state <> 'REFUND' then 'succeeded'
        when upper("退款状态") in ('PROCESSING', 'CHANGE') then 'pending'
        when upper("退款状态") in ('FAIL', 'FAILED', 'CLOSED', 'REFUNDCLOSE') then 'failed'
        else 'succeeded'
    end as status,
    instant(done, 'Asia/Shanghai') as occurred_at,
    file.tz,
    coalesce(sub_merchant, "设备号") as store_key,
    "设备号" as terminal_id,
    'wechat_openid' as payer_id_type,
    "用户标识" as payer_key,
    sign * listed as list_amount,
    upper(coalesce("货币种类", 'CNY')) as list_currency,
    sign * (listed - own - subsidy - unsaid) as buyer_paid,
    sign * subsidy as disc_platform,
    sign * own as disc_merchant,
    sign * unsaid as disc_unknown,
    sign * amount as gross,
    -sign * charged as fee,
    upper(coalesce("货币种类", 'CNY')) as currency,
    "商品名称" as remark
from split, file
