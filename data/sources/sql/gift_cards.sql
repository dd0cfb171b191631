-- grain: one entry of a list of gift cards; marks of numbers are read from all of the file's
with shown as (
    select
        bool_or(shows_comma("amount")) as comma,
        bool_or(shows_point("amount")) as point,
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
        coalesce(written_day("day"), slashed_clock("day", day_first)::date) as booked_on,
        number_in("amount", has_comma) as changed,
        upper(coalesce(staged."currency", (select currency from file))) as code
    from staged, marks
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        unread_clock("day", booked_on, day_first, 'day'),
        unread_number("amount", has_comma, 'amount')
    ), '') as problem,
    "entry_ref" as entry_ref,
    booked_on as day,
    lower("movement") as movement,
    changed as amount,
    code as currency,
    "store" as store_key
from cells
