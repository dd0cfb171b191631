-- grain: one line of an order whose own amounts and times stand in the order list
with cells as (
    select
        *,
        case when not is_damaged("订单编号") then "订单编号" end as order_ref,
        money("价格") as price,
        try_cast(replace("购买数量", ',', '') as decimal(12, 3)) as quantity,
        money("买家应付货款") as due,
        case when regexp_matches("退款金额", '退款') then 0 else abs(money("退款金额")) end as given_back
    from staged
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case
            when is_damaged("订单编号") then '订单编号 is a number damaged by a spreadsheet; export it as text'
            when order_ref is null then '订单编号 is empty'
        end,
        unread("价格", price, '价格'), case when "价格" is null then '价格 is empty' end,
        unread("购买数量", quantity, '购买数量'), case when "购买数量" is null then '购买数量 is empty' end,
        unread("买家应付货款", due, '买家应付货款'), unread("退款金额", given_back, '退款金额')
    ), '') as problem,
    order_ref,
    file.tz,
    case when not is_damaged("子订单编号") then "子订单编号" end as source_line_id,
    coalesce("商家编码", "外部系统编号") as sku,
    coalesce("外部系统编号", "商品ID") as source_product,
    concat_ws(' ', "标题", "商品属性") as title,
    quantity as qty,
    price as list_price,
    price as unit_price,
    greatest(cast(price::decimal(24, 6) * quantity as decimal(18, 6)) - due, 0) as line_discount,
    -given_back as line_refunded
from cells, file
