-- grain: one settlement or refund of an order (or of one of its articles)
-- 交易类型 says which way. The fee is what lacks between the parts that come in and 动账金额; taxes, whose sign is not
-- documented, belong to what comes in, and a row whose parts do not come to 动账金额 is rejected.
with cells as (
    select
        row_no,
        "动账金额",
        "商品实付/实退",
        "下单时间",
        "规格ID",
        "SKU条码",
        "交易类型",
        "平台优惠补贴",
        "平台运费补贴",
        case when not is_damaged("订单号") then "订单号" end as order_ref,
        "售后单号" as refund_ref,
        -- older bills have a sheet for sales alone, without a type
        coalesce("交易类型", case when money("动账金额") >= 0 then '结算入账' else '退款' end) as kind,
        money("动账金额") as moved,
        clock("结算时间") as booked,
        "结算时间" as booked_cell,
        ["商品实付/实退", "运费实付/实退", "平台优惠补贴", "平台运费补贴"] as incomes,
        ["佣金", "支付渠道费", "分销佣金", "代运营服务商佣金", "代开发服务商佣金", "花呗分期手续费"] as costs,
        ["跨境税代缴", "商品税金", "运费税金", "国补订单毛保金额"] as taxes
    from staged
),

summed as (
    select
        *,
        coalesce(list_sum(list_transform(incomes, lambda cell: money(cell))), 0) as income,
        coalesce(list_sum(list_transform(costs, lambda cell: money(cell))), 0) as cost,
        coalesce(list_sum(list_transform(taxes, lambda cell: money(cell))), 0) as tax,
        coalesce(money("平台优惠补贴"), 0) + coalesce(money("平台运费补贴"), 0) as from_platform,
        list_bool_or(
            list_transform(list_concat(incomes, costs, taxes), lambda cell: cell is not null and money(cell) is null)
        ) as is_unread,
        case
            when regexp_matches(kind, '退款') then 'refund' when regexp_matches(kind, '结算|入账') then 'payment' else
                'adjustment'
        end
            as txn_type
    from cells
),

signed as (
    select
        *,
        case txn_type when 'payment' then abs(moved) when 'refund' then -abs(moved) else moved end as net,
        case txn_type when 'payment' then abs(income) when 'refund' then -abs(income) else income end as gross
    from summed
),

told as (
    select
        *,
        -- the tax that makes the parts come to what was moved: none, added or taken off
        case
            when abs(abs(net - gross) - abs(cost)) < 0.005 then 0
            when abs(abs(net - gross - tax) - abs(cost)) < 0.005 then tax
            when abs(abs(net - gross + tax) - abs(cost)) < 0.005 then -tax
        end as tax_inside,
        row_number() over (partition by order_ref, refund_ref, kind, booked, "规格ID", "SKU条码" order by row_no) as nth
    from signed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when order_ref is null then '订单号 is empty or damaged by a spreadsheet; export it as text' end,
        case when "动账金额" is null then '动账金额 is empty' end,
        unread("动账金额", moved, '动账金额'),
        case when is_unread then 'a part of the amount is no amount' end,
        case
            when txn_type <> 'adjustment' and tax_inside is null and not is_unread and moved is not null
                then 'its parts do not come to 动账金额'
        end,
        unread("下单时间", clock("下单时间"), '下单时间'),
        case when booked is null then coalesce(unfit(booked_cell, '结算时间', 'a date'), '结算时间 is empty') end
    ), '') as problem,
    concat_ws(
        '|', order_ref, coalesce(refund_ref, ''), kind, booked, "规格ID", "SKU条码", case when nth > 1 then nth end
    ) as natural_key,
    -- both settlements state these
    concat_ws('|', order_ref, coalesce(refund_ref, ''), kind, booked::date) as provider_txn_id,
    order_ref as merchant_ref,
    case when txn_type = 'refund' then refund_ref end as merchant_refund_ref,
    txn_type,
    "交易类型" as source_type,
    'settled' as status,
    instant(case when txn_type = 'payment' then coalesce(clock("下单时间"), booked) else booked end, file.tz)
        as occurred_at,
    instant(booked, file.tz) as settled_at,
    file.tz,
    case when txn_type <> 'adjustment' then gross + tax_inside end as list_amount,
    case when txn_type <> 'adjustment' then gross + tax_inside - sign(gross) * abs(from_platform) end as buyer_paid,
    case when txn_type <> 'adjustment' then sign(gross) * abs(from_platform) else 0 end as disc_platform,
    case when txn_type = 'adjustment' then net else gross + tax_inside end as gross,
    case when txn_type = 'adjustment' then 0 else net - gross - tax_inside end as fee,
    'CNY' as currency
from told, file
