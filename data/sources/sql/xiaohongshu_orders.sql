-- grain: one article of an order; the order's amounts stand on each of its rows
-- Articles have no price of their own: one alone is worth the order's goods, several are not told apart and the order
-- stands without lines.
with cells as (
    select
        row_no,
        "SKU件数",
        "商品总价(元)",
        "用户应付金额(元)",
        "平台优惠(元)",
        "店铺优惠(元)",
        "支付渠道优惠(元)",
        "包裹总运费(元)",
        "订单创建时间",
        "支付时间",
        "订单完成时间",
        "支付方式",
        "支付渠道订单号",
        "商家编码",
        "商品ID",
        "规格ID",
        "用户编号" as buyer,
        coalesce("SKU名称", "商品名称") as item,
        "SKU规格" as variant,
        coalesce("订单状态", '') as state,
        case when not is_damaged("订单号") then "订单号" end as order_ref,
        try_cast(replace("SKU件数", ',', '') as decimal(12, 3)) as quantity,
        -- below nought is no amount of an order, and must not make the rows' equal ones differ
        case when money("商品总价(元)") >= 0 then money("商品总价(元)") end as goods_cell,
        case when money("用户应付金额(元)") >= 0 then money("用户应付金额(元)") end as payable_cell,
        coalesce(abs(money("平台优惠(元)")), 0) + coalesce(abs(money("支付渠道优惠(元)")), 0) as by_platform_cell,
        coalesce(abs(money("店铺优惠(元)")), 0) as by_shop_cell,
        clock("支付时间") as paid
    from staged
),

-- amounts that differ from row to row are the rows' own, equal ones the order's
orders as (
    select
        order_ref,
        count(*) as articles,
        count(distinct goods_cell) > 1 or count(distinct payable_cell) > 1 as is_by_row,
        case when is_by_row then sum(goods_cell) else max(goods_cell) end as goods,
        case when is_by_row then sum(payable_cell) else max(payable_cell) end as payable,
        case when is_by_row then sum(by_platform_cell) else max(by_platform_cell) end as by_platform,
        case when is_by_row then sum(by_shop_cell) else max(by_shop_cell) end as by_shop,
        min(paid) as paid_on,
        max(clock("订单完成时间")) as done
    from cells
    group by order_ref
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when cells.order_ref is null then '订单号 is empty or damaged by a spreadsheet; export it as text' end,
        unread("SKU件数", quantity, 'SKU件数'),
        unread("商品总价(元)", goods_cell, '商品总价'),
        unread("用户应付金额(元)", payable_cell, '用户应付金额'),
        unread("平台优惠(元)", money("平台优惠(元)"), '平台优惠'),
        unread("店铺优惠(元)", money("店铺优惠(元)"), '店铺优惠'),
        unread("支付渠道优惠(元)", money("支付渠道优惠(元)"), '支付渠道优惠'),
        unread("订单创建时间", clock("订单创建时间"), '订单创建时间'),
        unread("支付时间", paid, '支付时间'),
        unread("订单完成时间", clock("订单完成时间"), '订单完成时间')
    ), '') as problem,
    cells.order_ref,
    cells.order_ref as order_name,
    'marketplace' as channel,
    'xiaohongshu' as platform,
    'CN' as market,
    instant(clock("订单创建时间"), file.tz) as ordered_at,
    instant(paid_on, file.tz) as paid_at,
    instant(done, file.tz) as received_at,
    file.tz,
    case
        when regexp_matches(state, '待支付|待付款|未支付|未付款') then 'unpaid'
        when regexp_matches(state, '取消|关闭') then 'cancelled'
        else 'paid'
    end as status,
    state as source_status,
    'CNY' as currency,
    goods as goods_gross,
    by_shop as discount_merchant,
    by_platform as discount_platform,
    greatest(goods - by_shop - by_platform - payable, 0) as discount_unknown,
    greatest(payable - (goods - by_shop - by_platform), 0) as shipping,
    true as tax_included,
    payable as total,
    "支付方式" as payment_method,
    case when not is_damaged("支付渠道订单号") then "支付渠道订单号" end as payment_ref,
    case when buyer not like '%*%' then buyer end as platform_buyer_id,
    "商家编码" as sku,
    coalesce("规格ID", "商品ID") as source_product,
    concat_ws(' ', item, variant) as title,
    case when articles = 1 or is_by_row then quantity end as qty,
    case when articles = 1 or is_by_row then (goods_cell / nullif(quantity, 0))::decimal(18, 6) end as list_price,
    case when articles = 1 or is_by_row then (goods_cell / nullif(quantity, 0))::decimal(18, 6) end as unit_price
from cells
left join orders on orders.order_ref = cells.order_ref, file
