-- grain: the pieces of one article on hand in one place on one day; marks of numbers are read from all of the file's
with shown as (
    select
        bool_or(shows_comma("units_on_hand") or shows_comma("unit_cost")) as comma,
        bool_or(shows_point("units_on_hand") or shows_point("unit_cost")) as point,
        is_day_first("day") as day_first
    from staged
),

marks as (
    select
        case when comma and point then null when comma then true when point then false end as has_comma,
        day_first
    from shown
),

cells as (
    select
        staged.*,
        has_comma,
        day_first,
        coalesce(written_day("day"), slashed_clock("day", day_first)::date) as counted_on,
        number_in("units_on_hand", has_comma) as pieces,
        number_in("unit_cost", has_comma) as cost,
        upper(coalesce(staged."currency", (select currency from file))) as code
    from staged, marks
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        unread_clock("day", counted_on, day_first, 'day'),
        case when "location" is null then 'location is empty' end,
        case when "sku" is null then 'sku is empty' end,
        unread_number("units_on_hand", has_comma, 'units_on_hand'),
        unread_number("unit_cost", has_comma, 'unit_cost')
    ), '') as problem,
    counted_on as day,
    "location" as store_key,
    "sku" as sku,
    pieces as units,
    cost as unit_cost,
    code as currency
from cells
