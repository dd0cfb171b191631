-- grain: one line of a visit of any world; shelf prices before vouchers
create or replace temp table sample_lines as
with priced as (
    select
        baskets.*,
        orders.order_id,
        orders.market_no,
        orders.tier_no,
        orders.day_no,
        orders.is_real,
        orders.book_rate,
        orders.digits,
        cast(greatest(round(list_price_eur * list_move * gap * book_rate / step), 1) * step as decimal(18, 6))
            as list_price
    from sample_baskets as baskets join sample_orders as orders on orders.order_no = baskets.order_no
)
select
    order_no,
    order_id,
    line_no,
    line_key,
    market_no,
    tier_no,
    day_no,
    is_real,
    range_no,
    product_id,
    sku,
    title,
    brand,
    category,
    qty,
    list_price,
    markdown,
    digits,
    list_price * qty as gross,
    cast(round(cast(list_price * qty as double) * markdown, digits) as decimal(18, 6)) as line_discount,
    cast(round(unit_cost_eur * book_rate, 2) as decimal(18, 6)) as unit_cost
from priced;
