-- grain: one mailing (variants add up), on the day it was sent in the account's own zone. What it cost is not in the
-- file; without a currency its attributed revenue is left out.
with amounts as (
    select "Revenue" as cell from staged
),

counts as (
    select unnest(["Total Recipients", "Successful Deliveries", "Unique Clicks", "Unique Conversions"]) as cell
    from staged
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
        end as has_comma
    from shown
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "Campaign Name" is null then 'Campaign Name is empty' end,
        unread("Send Time", written_day("Send Time"), 'Send Time'),
        unread_number("Total Recipients", has_comma, 'Total Recipients'),
        unread_number("Successful Deliveries", has_comma, 'Successful Deliveries'),
        unread_number("Unique Clicks", has_comma, 'Unique Clicks'),
        unread_number("Unique Conversions", has_comma, 'Unique Conversions'),
        unread_number("Revenue", has_comma, 'Revenue')
    ), '') as problem,
    file.account_id,
    coalesce("Campaign ID", "Campaign Name") as platform_campaign_id,
    "Campaign Name" as campaign_name,
    written_day("Send Time") as day,
    written_day("Send Time") as day_to,
    upper(file.currency) as currency,
    cast(coalesce(number_in("Successful Deliveries", has_comma), number_in("Total Recipients", has_comma)) as bigint)
        as impressions,
    cast(number_in("Unique Clicks", has_comma) as bigint) as clicks,
    number_in("Unique Conversions", has_comma) as platform_conversions,
    case when file.currency is not null then number_in("Revenue", has_comma) end as platform_revenue
from staged, marks, file
