-- grain: one order of one article
-- 商家实收 is goods and freight less the shop's own discount: what the platform bears is inside it.
with cells as (
    select
        row_no,
        "商品总价(元)",
        "邮费(元)",
        "店铺优惠折扣(元)",
        "平台优惠折扣(元)",
        "多多支付立减金额(元)",
        "用户实付金额(元)",
        "商家实收金额(元)",
        "商品数量(件)",
        "订单成交时间",
        "支付时间",
        "确认收货时间",
        "商品",
        "商品规格",
        "商品id",
        "样式ID",
        coalesce("商家编码-规格维度", "商家编码-商品维度") as own_code,
        coalesce("订单状态", '') as state,
        coalesce("售后状态", '') as after_sale,
        case when not is_damaged("订单号") then "订单号" end as order_ref,
        coalesce(try_cast(replace("商品数量(件)", ',', '') as decimal(12, 3)), case when "商品数量(件)" is null then 1 end)
            as quantity,
        money("商品总价(元)") as goods,
        coalesce(money("邮费(元)"), 0) as freight,
        coalesce(abs(money("店铺优惠折扣(元)")), 0) as by_shop,
        coalesce(abs(money("平台优惠折扣(元)")), 0) + coalesce(abs(money("多多支付立减金额(元)")), 0) as by_platform,
        money("用户实付金额(元)") as payable,
        coalesce(clock("支付时间"), clock("订单成交时间")) as paid
    from staged
),

named as (
    select
        *,
        regexp_matches(state, '待付款|待支付|未付款|未支付') as is_open,
        regexp_matches(state, '取消|关闭') as is_closed,
        regexp_matches(state, '退款成功') or regexp_matches(after_sale, '退款成功') as gave_back
    from cells
)

select
    row_no,
    case
        when paid is null and (is_open or is_closed) then 'not paid, and the list has no day for it'
    end as aside,
    nullif(concat_ws(
        '; ',
        case when order_ref is null then '订单号 is empty or damaged by a spreadsheet; export it as text' end,
        unread("商品总价(元)", goods, '商品总价'),
        unread("邮费(元)", money("邮费(元)"), '邮费'),
        unread("店铺优惠折扣(元)", money("店铺优惠折扣(元)"), '店铺优惠折扣'),
        unread("平台优惠折扣(元)", money("平台优惠折扣(元)"), '平台优惠折扣'),
        unread("多多支付立减金额(元)", money("多多支付立减金额(元)"), '多多支付立减金额'),
        unread("用户实付金额(元)", payable, '用户实付金额'),
        unread("商家实收金额(元)", money("商家实收金额(元)"), '商家实收金额'),
        unread("商品数量(件)", quantity, '商品数量'),
        unread("订单成交时间", clock("订单成交时间"), '订单成交时间'),
        unread("支付时间", clock("支付时间"), '支付时间'),
        unread("确认收货时间", clock("确认收货时间"), '确认收货时间')
    ), '') as problem,
    order_ref,
    order_ref as order_name,
    'marketplace' as channel,
    'pinduoduo' as platform,
    'CN' as market,
    instant(coalesce(clock("订单成交时间"), paid), file.tz) as ordered_at,
    instant(case when not is_open then paid end, file.tz) as paid_at,
    instant(clock("确认收货时间"), file.tz) as received_at,
    file.tz,
    case when is_open then 'unpaid' when gave_back then 'refunded' when is_closed then 'cancelled' else 'paid' end
        as status,
    state as source_status,
    'CNY' as currency,
    goods as goods_gross,
    by_shop as discount_merchant,
    by_platform as discount_platform,
    greatest(goods + freight - by_shop - by_platform - payable, 0) as discount_unknown,
    freight as shipping,
    true as tax_included,
    payable as total,
    own_code as sku,
    coalesce("样式ID", "商品id") as source_product,
    concat_ws(' ', "商品", "商品规格") as title,
    case when goods is not null then quantity end as qty,
    (goods / nullif(quantity, 0))::decimal(18, 6) as list_price,
    (goods / nullif(quantity, 0))::decimal(18, 6) as unit_price
from named, file
