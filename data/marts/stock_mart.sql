-- grain: one article in one place on the day of a count, valued in the shop's currency. A count is of its whole place
-- and holds until the place's next one (next_on). store_id is the boutique that orders name so, else the place's own
-- name; a piece costs what the count says, else what the product list does
with named as (
    select store_id, store_id as called, 1 as place from stores
    union all
    select store_id, name, 2 from stores where name is not null
    union all
    select store_id, source_key, 3 from store_aliases
),
boutiques as (
    select lower(called) as called, arg_min(store_id, (place, store_id)) as store_id from named group by lower(called)
),
articles as (
    select called, arg_min(product_id, (place, product_id)) as product_id
    from (
        select product_id, product_id as called, 1 as place from products
        union all
        select product_id, sku, 2 from products where sku is not null
        union all
        select product_id, source_key, 3 from product_aliases
    ) as names
    group by called
),
-- what is known of an article before its first version is what that says
versions as (
    select
        product_id,
        tier,
        brand,
        category,
        season,
        case when (select currency = 'EUR' from shop_currency) then list_price_eur end as list_price_eur,
        case when (select currency = 'EUR' from shop_currency) then unit_cost_eur end as unit_cost_eur,
        case
            when row_number() over (partition by product_id order by valid_from) = 1 then date '1900-01-01' else
                valid_from
        end as valid_from,
        coalesce(
            least(valid_to, lead(valid_from) over (partition by product_id order by valid_from)), date '9999-12-31'
        ) as ends_on
    from products
),
fixings as (
    select
        quote as currency,
        rate_on,
        coalesce(max(case when lower(source) = 'ecb' then rate end), max(rate)) as per_eur
    from fx_rates
    where base = 'EUR' and lower(source) in ('ecb', 'bancaditalia', 'sample') and rate > 0
    group by quote, rate_on
),
rated as (
    select asked.currency, asked.day, arg_max(fixings.per_eur, (fixings.rate_on, fixings.per_eur)) as per_eur
    from (select distinct currency, day from stock_counts where currency is not null) as asked
    join fixings on fixings.currency = asked.currency and fixings.rate_on <= asked.day
    group by asked.currency, asked.day
),
placed as (
    select
        stock_counts.day,
        coalesce(boutiques.store_id, stock_counts.store_key) as store_id,
        boutiques.store_id is not null as is_known_place,
        stock_counts.sku,
        stock_counts.units,
        case
            when stock_counts.currency = shop_currency.currency then stock_counts.unit_cost
            when shop_currency.currency = 'EUR' then stock_counts.unit_cost / rated.per_eur
        end as unit_cost,
        row_number() over (
            partition by coalesce(boutiques.store_id, stock_counts.store_key), stock_counts.day, stock_counts.sku
            order by stock_counts.told_on desc, stock_counts.store_key
        ) as telling
    from stock_counts
    cross join shop_currency
    left join boutiques on boutiques.called = lower(stock_counts.store_key)
    left join rated on rated.currency = stock_counts.currency and rated.day = stock_counts.day
),
days as (
    select store_id, day, lead(day) over (partition by store_id order by day) as next_on
    from (select distinct store_id, day from placed) as counted
),
counted as (
    select
        placed.day,
        placed.store_id,
        placed.is_known_place,
        coalesce(articles.product_id, placed.sku) as product_id,
        sum(placed.units) as units,
        sum(placed.units * placed.unit_cost) as cost,
        sum(case when placed.unit_cost is null then placed.units else 0 end) as units_uncosted
    from placed left join articles on articles.called = placed.sku
    where placed.telling = 1
    group by placed.day, placed.store_id, placed.is_known_place, coalesce(articles.product_id, placed.sku)
)
select
    counted.day as counted_on,
    days.next_on,
    counted.store_id,
    counted.is_known_place,
    stores.channel,
    counted.product_id,
    products.product_id is not null as is_listed,
    coalesce(products.tier, 'unknown') as tier,
    products.brand,
    products.category,
    products.season,
    cast(counted.units as decimal(18, 3)) as units,
    cast(
        case
            when counted.units_uncosted = 0 then coalesce(counted.cost, 0)
            else coalesce(counted.cost, 0) + counted.units_uncosted * products.unit_cost_eur
        end as decimal(18, 6)
    ) as cost_eur,
    cast(counted.units * products.list_price_eur as decimal(18, 6)) as list_eur
from counted
join days on days.store_id = counted.store_id and days.day = counted.day
left join stores on stores.store_id = counted.store_id
left join
    versions as products
    on
        products.product_id = counted.product_id and products.valid_from <= counted.day
        and counted.day < products.ends_on
order by counted.day, counted.store_id, counted.product_id
