-- grain: one month of a market, channel and boutique, from a row that holds the twelve of a year; an empty one has no
-- budget. Decimal marks are read from all of the file's amounts
with long as (
    unpivot staged on jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec into name called value cell
),

shown as (
    select bool_or(shows_comma(cell)) as comma, bool_or(shows_point(cell)) as point from long
),

marks as (
    select case when comma and point then null when comma then true when point then false end as has_comma from shown
),

cells as (
    select
        long.*,
        has_comma,
        case when regexp_full_match("year", '(19|20)\d\d') then first_of_month("year", month_named(called)) end
            as first_day,
        number_in(cell, has_comma) as amount,
        says_vat("vat") as with_vat,
        upper(coalesce(long."currency", (select currency from file))) as code
    from long, marks
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "year" is not null and first_day is null then unfit("year", 'year', 'a year such as 2026') end,
        unread_number(cell, has_comma, called),
        unread_vat("vat", with_vat),
        case when code is null then 'no currency: fill the column or say it with --currency EUR' end
    ), '') as problem,
    first_day as month,
    "market" as market,
    channel_named("channel") as channel,
    any_place("store") as store_key,
    code as currency,
    amount as net_sales,
    with_vat
from cells
