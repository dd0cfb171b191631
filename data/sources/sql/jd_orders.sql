-- grain: one article of an order; the order's own amounts stand on each of its rows
-- 订单金额 is what the goods came to, 应付金额 with 余额支付 what was to be paid: who bears the difference is not said.
with cells as (
    select
        row_no,
        "商品ID",
        "商品名称",
        "支付方式",
        "下单时间",
        "付款确认时间",
        "订单完成时间",
        "订购数量",
        "京东价",
        "订单金额",
        "应付金额",
        "余额支付",
        "运费金额",
        "货号",
        "商家SKUID",
        "下单帐号" as login,
        coalesce("订单状态", '') as state,
        case when not is_damaged("订单号") then "订单号" end as order_ref,
        try_cast(replace("订购数量", ',', '') as decimal(12, 3)) as quantity,
        money("京东价") as price,
        money("订单金额") as ordered,
        money("应付金额") + coalesce(money("余额支付"), 0) as payable,
        coalesce(money("运费金额"), 0) as freight,
        serial_clock("付款确认时间") as paid,
        serial_clock("订单完成时间") as done
    from staged
),

summed as (
    select *, sum(price::decimal(24, 6) * quantity) over (partition by order_ref) as worth from cells
),

split as (
    select
        *,
        -- some lists count the freight in
        case when freight > 0 and abs(ordered - freight - worth) < 0.005 then ordered - freight else ordered end
            as goods,
        regexp_matches(state, '删除|取消|关闭') as is_cancelled,
        regexp_matches(state, '等待付款|待付款|未付款') as is_open
    from summed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case
            when is_damaged("商品ID") then '商品ID is a number damaged by a spreadsheet; export it as text'
            when order_ref is null then '订单号 is empty or damaged by a spreadsheet; export it as text'
        end,
        unread("订购数量", quantity, '订购数量'),
        unread("京东价", price, '京东价'),
        unread("订单金额", ordered, '订单金额'),
        unread("应付金额", money("应付金额"), '应付金额'),
        unread("余额支付", money("余额支付"), '余额支付'),
        unread("运费金额", money("运费金额"), '运费金额'),
        unread("下单时间", serial_clock("下单时间"), '下单时间'),
        unread("付款确认时间", paid, '付款确认时间'),
        unread("订单完成时间", done, '订单完成时间')
    ), '') as problem,
    order_ref,
    order_ref as order_name,
    'marketplace' as channel,
    'jd' as platform,
    'CN' as market,
    instant(serial_clock("下单时间"), file.tz) as ordered_at,
    instant(paid, file.tz) as paid_at,
    instant(done, file.tz) as received_at,
    file.tz,
    case
        when is_cancelled then 'cancelled'
        when is_open then 'unpaid'
        when paid is null and done is null and regexp_matches("支付方式", '货到付款') then 'authorised'
        else 'paid'
    end as status,
    state as source_status,
    'CNY' as currency,
    goods as goods_gross,
    greatest(goods + freight - payable, 0) as discount_unknown,
    freight as shipping,
    true as tax_included,
    payable as total,
    "支付方式" as payment_method,
    case when login not like '%*%' then login end as platform_buyer_id,
    coalesce("货号", "商家SKUID") as sku,
    "商品ID" as source_product,
    "商品名称" as title,
    quantity as qty,
    price as list_price,
    price as unit_price
from split, file
