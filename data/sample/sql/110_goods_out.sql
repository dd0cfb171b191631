-- a product that stays has a row for each season's price; each row ends where the next begins
insert into products (
    product_id,
    valid_from,
    valid_to,
    sku,
    title,
    brand,
    category,
    season,
    list_price_eur,
    unit_cost_eur,
    tier,
    tier_rule
)
with rows_of as (
    select
        product_id,
        plan.since + from_day as valid_from,
        sku,
        title,
        brand,
        category,
        case when stays then 'carry-over' else season end as season,
        list_price_eur,
        unit_cost_eur,
        tier
    from sample_catalogue cross join sample_plan as plan
    where from_day < plan.days and (stays or from_day > -153 or season_no = 0)
)
select
    product_id,
    valid_from,
    lead(valid_from) over (partition by product_id order by valid_from),
    sku,
    title,
    brand,
    category,
    season,
    list_price_eur,
    unit_cost_eur,
    tier,
    'price list of the house'
from rows_of;

insert into stores (
    store_id, channel, name, city, region, country, tz, currency, opened_on, closed_on
)
select
    store_id,
    channel,
    name,
    city,
    nullif(region, ''),
    country,
    tz,
    nullif(currency, ''),
    opened_on,
    null
from sample_place;

insert into store_aliases (system, source_key, store_id) select 'sample', store_id, store_id from sample_place;
