-- grain: one sub-order; the order is the sum of its sub-orders
-- Who really bears a discount is said by 平台/商家/达人实际承担优惠金额; a creator (达人) is neither the shop nor the platform.
-- Buyers are encrypted and are no key.
with cells as (
    select
        row_no,
        "主订单编号",
        "选购商品",
        "商品规格",
        "商品ID",
        "商家编码",
        "运费",
        "支付方式",
        "商品数量",
        "商品单价",
        "订单应付金额",
        "平台实际承担优惠金额",
        "商家实际承担优惠金额",
        "达人实际承担优惠金额",
        "订单提交时间",
        "支付完成时间",
        "订单完成时间",
        case when not is_damaged("主订单编号") then "主订单编号" end as order_ref,
        case when not is_damaged("子订单编号") then "子订单编号" end as line_ref,
        try_cast(replace("商品数量", ',', '') as decimal(12, 3)) as quantity,
        money("商品单价") as price,
        money("订单应付金额") as payable,
        coalesce(money("运费"), 0) as freight,
        coalesce(abs(money("平台实际承担优惠金额")), 0) as by_platform,
        coalesce(abs(money("商家实际承担优惠金额")), 0) as by_merchant,
        coalesce(abs(money("达人实际承担优惠金额")), 0) as by_creator,
        coalesce("订单状态", '') as state,
        coalesce(regexp_matches("售后状态", '退款成功'), false) as gave_back
    from staged
),

priced as (
    select
        *,
        -- a list whose user left the price out: what was payable, with the discounts that are stated
        coalesce((price::decimal(24, 6) * quantity)::decimal(18, 6), payable + by_platform + by_merchant + by_creator)
            as worth,
        regexp_matches(state, '关闭|取消') as is_closed,
        regexp_matches(state, '待支付|待付款|未支付') as is_open
    from cells
),

-- whether what is payable holds the freight is not documented: it does where it comes to more than the goods
lines as (
    select
        *,
        case
            when freight > 0 and payable > worth - by_platform - by_merchant - by_creator + 0.005 then freight else 0
        end
            as freight_paid,
        case when is_closed and gave_back then payable else 0 end as returned
    from priced
),

orders as (
    select
        order_ref,
        min(clock("支付完成时间")) as paid,
        max(clock("订单完成时间")) as done,
        sum(worth) as goods,
        sum(by_platform) as by_platform,
        sum(by_merchant) as by_merchant,
        sum(greatest(worth + freight_paid - payable - by_platform - by_merchant, 0)) as by_others,
        sum(freight_paid) as freight,
        sum(payable) as payable,
        sum(returned) as returned,
        bool_and(is_closed) as is_closed,
        bool_or(is_open) as is_open,
        string_agg(distinct state, ', ' order by state) as states
    from lines
    group by order_ref
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when lines.order_ref is null then '主订单编号 is empty or damaged by a spreadsheet; export it as text' end,
        case when line_ref is null then '子订单编号 is empty or damaged by a spreadsheet; export it as text' end,
        unread("商品数量", quantity, '商品数量'),
        unread("商品单价", price, '商品单价'),
        unread("订单应付金额", lines.payable, '订单应付金额'),
        case when "订单应付金额" is null then '订单应付金额 is empty' end,
        unread("运费", money("运费"), '运费'),
        unread("平台实际承担优惠金额", money("平台实际承担优惠金额"), '平台实际承担优惠金额'),
        unread("商家实际承担优惠金额", money("商家实际承担优惠金额"), '商家实际承担优惠金额'),
        unread("达人实际承担优惠金额", money("达人实际承担优惠金额"), '达人实际承担优惠金额'),
        unread("订单提交时间", clock("订单提交时间"), '订单提交时间'),
        unread("支付完成时间", clock("支付完成时间"), '支付完成时间'),
        unread("订单完成时间", clock("订单完成时间"), '订单完成时间')
    ), '') as problem,
    lines.order_ref,
    lines.order_ref as order_name,
    'marketplace' as channel,
    'douyin' as platform,
    'CN' as market,
    instant(clock("订单提交时间"), file.tz) as ordered_at,
    instant(paid, file.tz) as paid_at,
    instant(done, file.tz) as received_at,
    file.tz,
    case
        when orders.is_closed and paid is null then 'cancelled'
        when orders.is_open then 'unpaid'
        when orders.returned >= orders.payable - 0.005 and orders.returned > 0 then 'refunded'
        when orders.returned > 0 then 'partially_refunded'
        when orders.is_closed then 'cancelled'
        when states = '' and paid is null then 'unknown'
        else 'paid'
    end as status,
    states as source_status,
    'CNY' as currency,
    orders.goods as goods_gross,
    orders.by_merchant as discount_merchant,
    orders.by_platform as discount_platform,
    orders.by_others as discount_unknown,
    orders.freight as shipping,
    true as tax_included,
    orders.payable as total,
    -case when paid is null then 0 else orders.returned end as refunded,
    "支付方式" as payment_method,
    line_ref as source_line_id,
    "商家编码" as sku,
    "商品ID" as source_product,
    concat_ws(' ', "选购商品", "商品规格") as title,
    quantity as qty,
    coalesce(price, (worth / nullif(quantity, 0))::decimal(18, 6)) as list_price,
    case when quantity is not null then coalesce(price, (worth / nullif(quantity, 0))::decimal(18, 6)) end
        as unit_price,
    greatest(worth + freight_paid - lines.payable, 0) as line_discount,
    case when paid is not null and lines.returned > 0 then -lines.returned end as line_refunded
from lines
left join orders on orders.order_ref = lines.order_ref, file
