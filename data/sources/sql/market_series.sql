-- grain: one period of one series; decimal marks are read from all of the file's values, as both ways of writing are in
-- use
with shown as (
    select bool_or(shows_comma("value")) as comma, bool_or(shows_point("value")) as point from staged
),

marks as (
    select case when comma and point then null when comma then true when point then false end as has_comma from shown
),

cells as (
    select
        staged.*,
        has_comma,
        period_start("date") as first_day,
        case
            when regexp_matches("value", '[eE][+-]?\d') then try_cast("value" as double)
            when
                regexp_full_match("value", '-?[\d.,'' ]+( ?[A-Za-z]| ?\([A-Za-z]\))?')
                then cast(number_in("value", has_comma) as double)
        end as number
    from staged, marks
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case
            when "date" is not null and first_day is null
                then unfit("date", 'date', 'a date') || '; write 2020-03-01, 2020-03, 2020-Q1 or 2020-W11'
        end,
        case
            when "value" is not null and number is null
                then coalesce(unread_number("value", has_comma, 'value'), unfit("value", 'value', 'an amount'))
        end
    ), '') as problem,
    "series" as series,
    "market" as market,
    first_day as starts_on,
    number as value,
    "unit" as unit
from cells
