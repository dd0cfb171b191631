-- grain: one campaign and day (or period, day_to > day) of an advertising or mailing platform
create or replace temp table landing_spend (
    row_no bigint not null,
    problem varchar,
    account_id varchar,
    platform_campaign_id varchar,
    campaign_name varchar,
    day date,
    day_to date,
    spend decimal(18, 6), currency varchar, impressions bigint, clicks bigint, platform_conversions decimal(18, 4),
    platform_revenue decimal(18, 6)
);
