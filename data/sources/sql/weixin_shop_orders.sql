-- grain: one article of an order; the order's amounts stand on each of its rows
-- 商品优惠 is the shop's; 跨店优惠 by its name the platform's.
with cells as (
    select
        row_no,
        "商品总价",
        "订单实际支付金额",
        "订单运费",
        "商品优惠",
        "跨店优惠",
        "商品价格(单件)",
        "商品实际价格(总共)",
        "商品数量",
        "商品已退款金额",
        "订单下单时间",
        "支付时间",
        "订单确认收货时间",
        "支付方式",
        "交易单号",
        "商品名称",
        "商品属性",
        "商品编码(平台)" as platform_code,
        coalesce("SKU编码(自定义)", "商品编码(自定义)") as own_code,
        coalesce("订单状态", '') as state,
        case when not is_damaged("订单号") then "订单号" end as order_ref,
        try_cast(replace("商品数量", ',', '') as decimal(12, 3)) as quantity,
        money("商品总价") as goods,
        money("订单实际支付金额") as payable,
        coalesce(money("订单运费"), 0) as freight,
        coalesce(abs(money("商品优惠")), 0) as by_shop,
        coalesce(abs(money("跨店优惠")), 0) as by_platform,
        money("商品价格(单件)") as price,
        money("商品实际价格(总共)") as sold,
        abs(money("商品已退款金额")) as returned,
        clock("支付时间") as paid
    from staged
),

summed as (
    select
        *,
        sum(coalesce(returned, 0)) over (partition by order_ref) as returned_in_all,
        regexp_matches(state, '待付款|待支付|未付款|未支付') as is_open,
        regexp_matches(state, '取消|关闭') as is_closed
    from cells
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when order_ref is null then '订单号 is empty or damaged by a spreadsheet; export it as text' end,
        unread("商品数量", quantity, '商品数量'),
        unread("商品总价", goods, '商品总价'),
        unread("订单实际支付金额", payable, '订单实际支付金额'),
        unread("订单运费", money("订单运费"), '订单运费'),
        unread("商品优惠", money("商品优惠"), '商品优惠'),
        unread("跨店优惠", money("跨店优惠"), '跨店优惠'),
        unread("商品价格(单件)", price, '商品价格'),
        unread("商品实际价格(总共)", sold, '商品实际价格'),
        unread("商品已退款金额", returned, '商品已退款金额'),
        unread("订单下单时间", clock("订单下单时间"), '订单下单时间'),
        unread("支付时间", paid, '支付时间'),
        unread("订单确认收货时间", clock("订单确认收货时间"), '订单确认收货时间')
    ), '') as problem,
    order_ref,
    order_ref as order_name,
    'marketplace' as channel,
    'weixin_shop' as platform,
    'CN' as market,
    instant(clock("订单下单时间"), file.tz) as ordered_at,
    instant(paid, file.tz) as paid_at,
    instant(clock("订单确认收货时间"), file.tz) as received_at,
    file.tz,
    case
        when is_open or (is_closed and paid is null) then case when is_closed then 'cancelled' else 'unpaid' end
        when returned_in_all > 0 and returned_in_all >= payable - 0.005 then 'refunded'
        when returned_in_all > 0 then 'partially_refunded'
        when is_closed then 'cancelled'
        else 'paid'
    end as status,
    state as source_status,
    'CNY' as currency,
    goods as goods_gross,
    by_shop as discount_merchant,
    by_platform as discount_platform,
    greatest(goods + freight - by_shop - by_platform - payable, 0) as discount_unknown,
    freight as shipping,
    true as tax_included,
    payable as total,
    -returned_in_all as refunded,
    "支付方式" as payment_method,
    case when not is_damaged("交易单号") then "交易单号" end as payment_ref,
    case when paid is not null then wallet_of("支付方式") end as payment_wallet,
    own_code as sku,
    platform_code as source_product,
    concat_ws(' ', "商品名称", "商品属性") as title,
    case when price is not null then quantity end as qty,
    price as list_price,
    case when quantity is not null then price end as unit_price,
    greatest((price::decimal(24, 6) * quantity)::decimal(18, 6) - sold, 0) as line_discount,
    case when returned > 0 then -returned end as line_refunded
from summed, file
