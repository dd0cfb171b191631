-- grain: one visit that no offer stopped, in the world with the shocks or without: shelf value in euro, before vouchers
-- and returns
create or replace temp table sample_valued as
select
    orders.order_no,
    any_value(orders.market_no) as market_no,
    any_value(orders.tier_no) as tier_no,
    any_value(orders.day_no) as day_no,
    any_value(orders.cause) as cause,
    bool_and(orders.happens) as happens,
    bool_and(orders.would_happen) as would_happen,
    sum(cast(lines.gross - lines.line_discount as double)) / any_value(orders.book_rate) as eur
from sample_orders as orders join sample_lines as lines on lines.order_no = orders.order_no
where not orders.is_stopped
group by orders.order_no;
