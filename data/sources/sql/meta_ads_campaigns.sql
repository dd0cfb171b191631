-- grain: one campaign and day (or the report's period) and whatever the report splits them by
with amounts as (
    select unnest(["Amount spent", "Purchases conversion value"]) as cell from staged
),

counts as (
    select unnest(["Impressions", "Clicks (all)", "Link clicks", "Purchases"]) as cell from staged
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
        coalesce(written_day("Day"), written_day("Reporting starts")) as first_day,
        coalesce(written_day("Day"), written_day("Reporting ends"), written_day("Reporting starts")) as last_day
    from staged, marks, file
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when is_mixed then 'the file writes decimals both with a comma and with a point' end,
        unread("Day", written_day("Day"), 'Day'),
        unread("Reporting starts", written_day("Reporting starts"), 'Reporting starts'),
        unread("Reporting ends", written_day("Reporting ends"), 'Reporting ends'),
        case
            when
                coalesce("Day", "Reporting starts") is null
                then 'neither Day nor Reporting starts is filled'
        end,
        unread_number("Amount spent", has_comma, 'Amount spent'),
        unread_number("Impressions", has_comma, 'Impressions'),
        unread_number("Clicks (all)", has_comma, 'Clicks (all)'),
        unread_number("Link clicks", has_comma, 'Link clicks'),
        unread_number("Purchases", has_comma, 'Purchases'),
        unread_number("Purchases conversion value", has_comma, 'Purchases conversion value')
    ), '') as problem,
    coalesce("Account ID", "Account name", account_id) as account_id,
    coalesce("Campaign ID", "Campaign name") as platform_campaign_id,
    "Campaign name" as campaign_name,
    first_day as day,
    last_day as day_to,
    coalesce(number_in("Amount spent", has_comma), 0) as spend,
    upper(coalesce(said_currency, "Currency")) as currency,
    cast(number_in("Impressions", has_comma) as bigint) as impressions,
    cast(coalesce(number_in("Clicks (all)", has_comma), number_in("Link clicks", has_comma)) as bigint) as clicks,
    number_in("Purchases", has_comma) as platform_conversions,
    number_in("Purchases conversion value", has_comma) as platform_revenue
from cells
