-- grain: one entry of the shop's account; a sale, its commission and its other costs are entries of their own
-- 货款 that goes out is a refund. In or out is told by 收支方向, where that is missing by the sign.
with cells as (
    select
        row_no,
        "应结金额",
        "订单下单时间",
        "费用发生时间",
        "售后退款时间",
        "到账时间",
        "结算时间",
        "账单生成时间",
        "结算状态",
        "商品编号",
        "商户订单号",
        "单据编号",
        "售后服务单号",
        coalesce("品牌门店编号", "京东门店编号", "门店名称") as store_key,
        "币种",
        "费用名称" as item,
        case when not is_damaged("订单编号") then "订单编号" end as order_ref,
        coalesce("收支方向", "费用分类") as direction,
        money("应结金额") as stated
    from staged
),

signed as (
    select
        *,
        case
            when regexp_full_match(direction, '支出|出账|付款|应付|支') then -abs(stated)
            when regexp_full_match(direction, '收入|入账|收款|应收|收') then abs(stated)
            else stated
        end as amount,
        coalesce(serial_clock("费用发生时间"), serial_clock("订单下单时间")) as bought,
        coalesce(serial_clock("到账时间"), serial_clock("结算时间"), serial_clock("账单生成时间")) as booked
    from cells
),

named as (
    select
        *,
        case
            when regexp_matches(item, '货款') and amount >= 0 then 'payment'
            when regexp_matches(item, '货款') then 'refund'
            when regexp_matches(item, '提现') then 'payout'
            when regexp_matches(item, '保证金|充值') then 'transfer'
            when regexp_matches(item, '赔付|赔偿|罚') then 'adjustment'
            else 'fee'
        end as txn_type,
        -- two entries of one kind in one payment of one article are told apart by their place
        row_number() over (
            partition by order_ref, "商品编号", item, "商户订单号", amount > 0 order by row_no
        ) as nth
    from signed
)

select
    row_no,
    case
        when not regexp_matches(coalesce("结算状态", '已结算'), '已结算|结算完成|已完成|已到账')
            then 'not settled yet, a later statement tells it'
    end as aside,
    nullif(concat_ws(
        '; ',
        case when order_ref is null then '订单编号 is empty or damaged by Excel' end,
        case when item is null then '费用名称 is empty' end,
        case when "应结金额" is null then '应结金额 is empty' end,
        unread("应结金额", stated, '应结金额'),
        unread("费用发生时间", serial_clock("费用发生时间"), '费用发生时间'),
        unread("订单下单时间", serial_clock("订单下单时间"), '订单下单时间'),
        unread("售后退款时间", serial_clock("售后退款时间"), '售后退款时间'),
        unread("到账时间", serial_clock("到账时间"), '到账时间'),
        unread("结算时间", serial_clock("结算时间"), '结算时间'),
        case when coalesce(bought, booked) is null then 'no time of the entry' end
    ), '') as problem,
    concat_ws(
        '|', 'entry', order_ref, coalesce("商品编号", ''), item, coalesce("商户订单号", ''),
        case when amount > 0 then '+' else '-' end, case when nth > 1 then nth end
    ) as natural_key,
    coalesce("单据编号", "售后服务单号") as provider_txn_id,
    order_ref as merchant_ref,
    case when txn_type = 'refund' then coalesce("售后服务单号", "单据编号") end as merchant_refund_ref,
    txn_type,
    item as source_type,
    'settled' as status,
    instant(
        case
            when txn_type = 'refund' then coalesce(serial_clock("售后退款时间"), serial_clock("费用发生时间"), booked, bought)
            else coalesce(bought, booked)
        end,
        file.tz
    ) as occurred_at,
    instant(booked, file.tz) as settled_at,
    file.tz,
    store_key,
    case when txn_type = 'fee' then 0 else amount end as gross,
    case when txn_type = 'fee' then amount else 0 end as fee,
    coalesce("币种", 'CNY') as currency,
    "商户订单号" as settlement_batch
from named, file
