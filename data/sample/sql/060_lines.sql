-- grain: one line of a visit of any world; shelf prices before vouchers
create or replace temp table sample_lines as
with counted as (
    select
        order_no,
        order_id,
        person_no,
        market_no,
        tier_no,
        day_no,
        wealth,
        gap,
        book_rate,
        step,
        digits,
        is_real,
        unnest(range(
            1,
            2
            + cast(chance(order_no, 100) < 0.27 + 0.06 * wealth as integer)
            + cast(chance(order_no, 101) < 0.07 + 0.03 * wealth as integer)
            + cast(chance(order_no, 102) < 0.02 as integer)
        )) as line_no
    from sample_orders
),
chosen as (
    select
        counted.*,
        order_no * 16 + line_no as line_key,
        shelf.range_no,
        shelf.list_move,
        shelf.markdown,
        cast(floor(24 * chance(order_no * 16 + line_no, 104) ** exp(-0.45 * wealth)) as integer) as style_no
    from counted
    join
        sample_shelf
            as shelf
        on
            shelf.tier_no = counted.tier_no
            and shelf.market_no = counted.market_no
            and shelf.week_no = counted.day_no // 7
            and chance(order_no * 16 + line_no, 103) >= shelf.low
            and chance(order_no * 16 + line_no, 103) < shelf.high
),
known as (
    select
        chosen.*,
        catalogue.product_id,
        catalogue.sku,
        catalogue.title,
        catalogue.brand,
        catalogue.category,
        catalogue.list_price_eur,
        catalogue.unit_cost_eur,
        case when chance(line_key, 105) < 0.04 then 2 else 1 end as qty
    from chosen
    join sample_catalogue
        as catalogue on catalogue.range_no = chosen.range_no and catalogue.style_no = chosen.style_no
    and catalogue.season_no = cast(floor((chosen.day_no + 153) / 182.625) as integer)
),
priced as (
    select
        *,
        cast(greatest(round(list_price_eur * list_move * gap * book_rate / step), 1) * step as decimal(18, 6))
            as list_price
    from known
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
