-- grain: one daigou: somebody who buys in Europe's online shop to sell on, from a day on and for some years
create or replace temp table sample_daigou as
with numbered as (
    select
        cast(plan.people + plan.guests + reseller_no as bigint) as person_no,
        address_no,
        weeks_a_run,
        string_split(categories, '|') as categories,
        plan.days
    from sample_reseller cross join sample_plan as plan
    where reseller_no is not null
),
begun as (
    select *, cast(floor(0.8 * days * chance(person_no, 180)) as integer) as first_day from numbered
)
select
    *,
    least(cast(first_day + 500 + 900 * chance(person_no, 181) as integer), days - 1) as last_day,
    md5(getvariable('sample_seed') || ':' || person_no) as customer_id
from begun;

-- grain: one run: the week in which one of the three ranges that a daigou deals in is cut deepest
create or replace temp table sample_runs as
with known as (
    select person_no, range_no
    from sample_daigou cross join sample_range as ranges
    where ranges.tier in ('core', 'premium', 'luxury')
    qualify row_number() over (partition by person_no order by chance(person_no * 64 + range_no, 190)) <= 3
),
spans as (
    select
        *,
        unnest(
            range(first_day // 7, greatest(last_day // 7 - weeks_a_run + 1, first_day // 7 + 1), weeks_a_run)
        ) as from_week
    from sample_daigou
),
cut as (
    select
        spans.*,
        shelf.week_no,
        shelf.range_no,
        shelf.tier_no,
        shelf.list_move,
        shelf.markdown,
        row_number() over (
            partition by spans.person_no, spans.from_week
            order by shelf.markdown desc, chance(spans.person_no * 65536 + shelf.week_no * 64 + shelf.range_no, 182)
        ) as place
    from spans
    join known on known.person_no = spans.person_no
    join sample_market as market on market.market = 'IT'
    join sample_shelf as shelf
        on
            shelf.market_no = market.market_no and shelf.range_no = known.range_no
            and shelf.week_no between spans.from_week and spans.from_week + spans.weeks_a_run - 1
)
select
    *,
    person_no * 65536 + from_week as run_no,
    week_no * 7 + cast(floor(7 * chance(person_no * 65536 + from_week, 183)) as integer) as day_no
from cut
where place = 1 and week_no * 7 + 7 <= days and chance(person_no * 65536 + from_week, 184) < 0.8;

-- grain: one parcel of a run, an order of its own, minutes after the one before
create or replace temp table sample_parcels as
with sent as (
    select *, unnest(range(1, 3 + cast(floor(3 * chance(run_no, 185)) as integer))) as parcel_no from sample_runs
)
select
    *,
    (select max(order_no) from sample_numbered) + row_number() over (order by day_no, run_no, parcel_no) as order_no,
    32400 + cast(floor(36000 * chance(run_no, 186)) as integer) + 420 * parcel_no as second_of_day
from sent;

insert into sample_people by name
select
    daigou.person_no,
    false as is_guest,
    origin.market_no,
    3 as taste_no,
    origin.origin_no,
    'ecommerce' as first_channel,
    false as abroad,
    false as is_brought,
    'needs_it' as need,
    0 as wealth,
    daigou.first_day as met_day,
    0 as met_moment,
    0 as met_at,
    0 as yearly_rate,
    1 as yearly_dropout,
    daigou.last_day,
    false as consents,
    daigou.customer_id
from sample_daigou as daigou
join sample_origin as origin on origin.market = 'IT' and origin.channel = 'ecommerce';

insert into sample_orders by name
select
    parcels.order_no,
    parcels.person_no,
    market.market_no,
    parcels.tier_no,
    parcels.day_no,
    false as is_first,
    'daigou' as cause,
    true as happens,
    true as would_happen,
    false as is_stopped,
    'needs_it' as need,
    0 as wealth,
    parcels.customer_id,
    false as is_brought,
    market.market,
    'ecommerce' as channel,
    'ecommerce' as first_channel,
    place.country,
    place.store_id,
    place.name as store_name,
    place.tz,
    market.currency,
    market.gap,
    market.vat as vat_rate,
    plan.since + parcels.day_no as ordered_on,
    plan.joined_day,
    timezone(place.tz, cast(plan.since + parcels.day_no as timestamp) + to_seconds(parcels.second_of_day))
        as ordered_at,
    rate.rate as book_rate,
    rate.step,
    rate.digits,
    'S' || lpad(cast(order_no as varchar), 9, '0') as source_order_id,
    'sample|' || place.store_id || '|S' || lpad(cast(order_no as varchar), 9, '0') as order_id,
    timezone(place.tz, cast(plan.since + parcels.day_no as timestamp) + to_seconds(parcels.second_of_day + 120))
        as paid_at,
    true as is_real
from sample_parcels as parcels
join sample_market as market on market.market = 'IT'
join sample_place as place on place.store_id = 'web-europe'
cross join sample_plan as plan
join sample_book as rate on rate.currency = market.currency and rate.year = year(plan.since + parcels.day_no);

-- one or two styles of a parcel, some of them twice
insert into sample_baskets by name
with styles as (
    select
        parcels.*,
        catalogue.* exclude (range_no, pairs, tier),
        row_number() over (
            partition by parcels.order_no order by chance(parcels.order_no * 64 + catalogue.style_no, 187)
        ) as line_no
    from sample_parcels as parcels
    join sample_catalogue as catalogue
        on
            catalogue.range_no = parcels.range_no
            and catalogue.season_no = cast(floor((parcels.day_no + 153) / 182.625) as integer)
            and list_contains(parcels.categories, catalogue.category)
)
select
    order_no,
    line_no,
    order_no * 16 + line_no as line_key,
    range_no,
    list_move,
    markdown,
    product_id,
    sku,
    title,
    brand,
    category,
    list_price_eur,
    unit_cost_eur,
    1 + cast(chance(order_no * 16 + line_no, 188) < 0.3 as integer) as qty
from styles
where line_no <= 1 + floor(2 * chance(order_no, 189));
