-- grain: one delivery of an article to a place; units below nought left it. store_id is the boutique that orders name
-- so, else the place's own name; the season is the product list's, else the file's; it ends four weeks after its last
-- sale in the whole shop
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
lasts as (
    select season, max(ordered_on) as last_on from sales where season is not null group by season
),
placed as (
    select
        goods_receipts.*,
        coalesce(boutiques.store_id, goods_receipts.store_key) as store_id,
        row_number() over (
            partition by
                coalesce(boutiques.store_id, goods_receipts.store_key),
                goods_receipts.day,
                goods_receipts.sku,
                goods_receipts.receipt_ref
            order by goods_receipts.told_on desc, goods_receipts.store_key
        ) as telling
    from goods_receipts left join boutiques on boutiques.called = lower(goods_receipts.store_key)
)
select
    placed.day as received_on,
    placed.store_id,
    stores.channel,
    coalesce(articles.product_id, placed.sku) as product_id,
    products.product_id is not null as is_listed,
    coalesce(products.tier, 'unknown') as tier,
    products.brand,
    products.category,
    coalesce(products.season, placed.season) as season,
    cast(placed.units as decimal(18, 3)) as units,
    lasts.last_on is null or placed.day <= lasts.last_on + 28 as is_in_season
from placed
left join articles on articles.called = placed.sku
left join stores on stores.store_id = placed.store_id
left join
    versions as products
    on
        products.product_id = coalesce(articles.product_id, placed.sku) and products.valid_from <= placed.day
        and placed.day < products.ends_on
left join lasts on lasts.season = coalesce(products.season, placed.season)
where placed.telling = 1
order by placed.day, placed.store_id, product_id
