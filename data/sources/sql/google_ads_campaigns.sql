-- grain: one campaign and day (or the report's period) and whatever the report splits them by
with amounts as (
    select unnest(["Cost", "Conversions", "Conv. value"]) as cell from staged
),

counts as (
    select unnest(["Impr.", "Clicks"]) as cell from staged
),

shown as (
    select bool_or(shows_comma(cell)) as comma, bool_or(shows_point(cell)) as point from amounts union all
    select bool_or(counts_with_points(cell)), bool_or(counts_with_commas(cell)) from counts
),

marks as (
    select
        case
            when bool_or(comma) and bool_or(point) then null when bool_or(comma) then true when
                bool_or(point)
                then false
        end as has_comma,
        coalesce(bool_or(comma) and bool_or(point), false) as is_mixed
    from shown
),

cells as (
    select
        staged.*,
        has_comma,
        is_mixed,
        file.account_id,
        file.currency as said_currency,
        coalesce(written_day("Day"), file.first_on) as first_day,
        coalesce(written_day("Day"), file.last_on) as last_day
    from staged, marks, file
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when is_mixed then 'the file writes decimals both with a comma and with a point' end,
        case when "Campaign" is null then 'Campaign is empty' end,
        unread("Day", written_day("Day"), 'Day'),
        case when first_day is null and "Day" is null then 'no Day column, and no period in the title lines' end,
        unread_number("Cost", has_comma, 'Cost'),
        unread_number("Clicks", has_comma, 'Clicks'),
        unread_number("Impr.", has_comma, 'Impr.'),
        unread_number("Conversions", has_comma, 'Conversions'), unread_number("Conv. value", has_comma, 'Conv. value')
    ), '') as problem,
    coalesce("Customer ID", "Account", account_id) as account_id,
    coalesce("Campaign ID", "Campaign") as platform_campaign_id,
    "Campaign" as campaign_name,
    first_day as day,
    last_day as day_to,
    coalesce(number_in("Cost", has_comma), 0) as spend,
    upper(coalesce("Currency code", said_currency)) as currency,
    cast(number_in("Impr.", has_comma) as bigint) as impressions,
    cast(number_in("Clicks", has_comma) as bigint) as clicks,
    number_in("Conversions", has_comma) as platform_conversions,
    number_in("Conv. value", has_comma) as platform_revenue
from cells
