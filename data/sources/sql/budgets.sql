-- grain: one month of a market, channel and boutique; decimal marks are read from all of the file's amounts
with shown as (
    select bool_or(shows_comma("net_sales")) as comma, bool_or(shows_point("net_sales")) as point from staged
),

marks as (
    select case when comma and point then null when comma then true when point then false end as has_comma from shown
),

cells as (
    select
        staged.*,
        has_comma,
        budget_month("month") as first_day,
        number_in("net_sales", has_comma) as amount,
        says_vat("vat") as with_vat,
        upper(coalesce(staged."currency", (select currency from file))) as code
    from staged, marks
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case
            when "month" is not null and first_day is null
                then unfit("month", 'month', 'a month') || '; write 2026-03, 03/2026 or Mar 2026'
        end,
        unread_number("net_sales", has_comma, 'net_sales'),
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
