-- grain: one payment or refund of one trade, as the 业务明细 states it
-- Sign from 业务类型, never from the number: exports disagree on whether refunds are negative. Platform-paid subsidies are
-- inside 商家实收; what is missing between 订单金额 and 商家实收 is the merchant's only where 商家优惠, red packets and coupons account
-- for it.
-- Some bills write 商家实收 with the fee taken off already: where that holds of every row without a discount, the fee is
-- put back.
with cells as (
    select
        row_no,
        "业务类型",
        "订单金额(元)",
        "商家实收(元)",
        "支付宝红包(元)",
        "集分宝(元)",
        "支付宝优惠(元)",
        "商家优惠(元)",
        "商家红包消费金额(元)",
        "券核销金额(元)",
        "服务费(元)",
        "分润(元)",
        "完成时间",
        "创建时间",
        "支付宝交易号",
        "商户订单号",
        "退款批次号/请求号",
        "门店编号",
        "门店名称",
        "终端号",
        "操作员",
        "对方账户",
        "券名称",
        "商品名称"
    from staged
),

figures as (
    select
        *,
        "业务类型" as kind,
        abs(money("订单金额(元)")) as ordered,
        abs(money("商家实收(元)")) as received,
        abs(money("支付宝红包(元)")) as packet,
        abs(money("集分宝(元)")) as points,
        abs(money("支付宝优惠(元)")) as platform_offer,
        abs(money("商家优惠(元)")) as own_offer,
        abs(money("商家红包消费金额(元)")) as own_packet,
        abs(money("券核销金额(元)")) as voucher,
        abs(money("服务费(元)")) as charged,
        abs(money("分润(元)")) as shared,
        clock("完成时间") as finished,
        case when not is_damaged("支付宝交易号") then "支付宝交易号" end as trade,
        case when not is_damaged("商户订单号") then "商户订单号" end as ref,
        case when not is_damaged("退款批次号/请求号") then "退款批次号/请求号" end as request
    from cells
),

-- whether a row without a discount lacks its fee and nothing else
shown as (
    select
        coalesce(bool_and(ordered - received = charged), false) and count(*) > 0 as is_net
    from figures
    where
        charged > 0 and ordered is not null and received is not null
        and coalesce(own_offer, 0) = 0 and coalesce(own_packet, 0) = 0 and coalesce(voucher, 0) = 0
),

whole as (
    select figures.* replace (case when is_net then received + coalesce(charged, 0) else received end as received)
    from figures, shown
),

split as (
    select
        *,
        case when regexp_matches(kind, '退款|撤销|冲正') then -1 when regexp_matches(kind, '交易|支付|付款|消费|收款') then 1 end
            as sign,
        coalesce(packet, 0) + coalesce(points, 0) + coalesce(platform_offer, 0) as subsidy,
        coalesce(charged, 0) + coalesce(shared, 0) as withheld,
        ordered - received as short,
        coalesce(
            ordered - received between own_offer and own_offer + coalesce(own_packet, 0) + coalesce(voucher, 0), false
        ) as explained,
        coalesce(finished, clock("创建时间")) as done
    from whole
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when kind is null then '业务类型 is empty' end,
        case
            when
                trade is null and ref is null
                then '支付宝交易号 and 商户订单号 are both empty or damaged by Excel, the row cannot be told from others'
        end,
        unread("订单金额(元)", ordered, '订单金额'), unread("商家实收(元)", received, '商家实收'),
        case when received is null and "商家实收(元)" is null then '商家实收 is empty' end,
        unread("支付宝红包(元)", packet, '支付宝红包'),
        unread("集分宝(元)", points, '集分宝'),
        unread("支付宝优惠(元)", platform_offer, '支付宝优惠'),
        unread("商家优惠(元)", own_offer, '商家优惠'), unread("商家红包消费金额(元)", own_packet, '商家红包消费金额'),
        unread("券核销金额(元)", voucher, '券核销金额'), unread("服务费(元)", charged, '服务费'), unread("分润(元)", shared, '分润'),
        unread("完成时间", finished, '完成时间'),
        case when done is null then '完成时间 and 创建时间 are empty' end
    ), '') as problem,
    concat_ws(
        '|', case when trade is null then coalesce(file.account_id, '') || '/' || ref else trade end, kind, request
    ) as natural_key,
    file.account_id,
    'alipay' as wallet,
    trade as provider_txn_id,
    ref as merchant_ref,
    case when sign = -1 then request end as merchant_refund_ref,
    case when sign = -1 then trade end as original_ref,
    case
        when sign = 1 then 'payment' when kind like '%退款%' then 'refund' when sign = -1 then 'reversal' else
            'adjustment'
    end as txn_type,
    kind as source_type,
    'succeeded' as status,
    instant(done, 'Asia/Shanghai') as occurred_at,
    file.tz,
    coalesce("门店编号", "门店名称") as store_key,
    "终端号" as terminal_id,
    "操作员" as operator_id,
    'alipay_login_masked' as payer_id_type,
    "对方账户" as payer_key,
    coalesce(sign * ordered, money("订单金额(元)")) as list_amount,
    'CNY' as list_currency,
    coalesce(sign, 1) * (received - subsidy) as buyer_paid,
    coalesce(sign, 1) * subsidy as disc_platform,
    coalesce(sign, 1) * case when short > 0 and explained then short else 0 end as disc_merchant,
    coalesce(sign, 1) * case when short > 0 and not explained then short else 0 end as disc_unknown,
    coalesce(sign, case when money("商家实收(元)") < 0 then -1 else 1 end) * received as gross,
    case when sign is null then coalesce(money("服务费(元)"), 0) + coalesce(money("分润(元)"), 0) else -sign * withheld end
        as fee,
    'CNY' as currency,
    "券名称" as coupon_label,
    "商品名称" as remark
from split, file
