-- grain: one visit of any world; `order_no` counts in the order of time
create or replace temp table sample_numbered as
select *, row_number() over (order by day_no, moment, wish_id) as order_no from sample_visits;

-- grain: one line of a visit of any world: what is chosen, before it is known where it is bought
create or replace temp table sample_baskets as
with counted as (
    select
        visits.order_no,
        visits.market_no,
        visits.tier_no,
        visits.day_no,
        people.wealth,
        unnest(range(
            1,
            2
            + cast(chance(order_no, 100) < 0.27 + 0.06 * wealth as integer)
            + cast(chance(order_no, 101) < 0.07 + 0.03 * wealth as integer)
            + cast(chance(order_no, 102) < 0.02 as integer)
        )) as line_no
    from sample_numbered as visits join sample_people as people on people.person_no = visits.person_no
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
)
select
    chosen.order_no,
    chosen.line_no,
    chosen.line_key,
    chosen.range_no,
    chosen.list_move,
    chosen.markdown,
    catalogue.product_id,
    catalogue.sku,
    catalogue.title,
    catalogue.brand,
    catalogue.category,
    catalogue.list_price_eur,
    catalogue.unit_cost_eur,
    case when chance(line_key, 105) < catalogue.pairs then 2 else 1 end as qty
from chosen
join sample_catalogue
    as catalogue on catalogue.range_no = chosen.range_no and catalogue.style_no = chosen.style_no
and catalogue.season_no = cast(floor((chosen.day_no + 153) / 182.625) as integer);
