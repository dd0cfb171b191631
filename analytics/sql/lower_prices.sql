-- grain: product, channel, country and first day of a run of marked-down days that begins in the period, in the EU
-- and in the shop's currency: list and shelf price of that day, and the lowest shelf price of the 30 days before
-- (empty where none sold then); a run ends with a day at list price, or after 30 days without a sale
with sold as (
    select
        sales.product_id,
        sales.channel,
        coalesce(stores.country, sales.market) as country,
        sales.ordered_on,
        max(sales.brand) as brand,
        sum(sales.units) as units,
        min(cast(sales.shelf_eur as double) / cast(sales.units as double)) as price,
        max(cast(sales.gross_eur as double) / cast(sales.units as double)) as list_price
    from sales
    left join stores on stores.store_id = sales.store_id
    where
        sales.is_sold
        and sales.units > 0
        and sales.shelf_eur > 0
        and sales.product_id is not null
        and sales.currency = (select currency from shop_currency)
        and coalesce(stores.country, sales.market) in (
            'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU',
            'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'
        )
        and sales.ordered_on >= cast($since as date) - interval 30 day
        and sales.ordered_on < cast($until as date)
    group by sales.product_id, sales.channel, coalesce(stores.country, sales.market), sales.ordered_on
),
judged as (
    select *, price < 0.99 * list_price as is_marked from sold
),
placed as (
    select
        *,
        lag(is_marked) over running as was_marked,
        lag(ordered_on) over running as before_on
    from judged
    window running as (partition by product_id, channel, country order by ordered_on)
),
numbered as (
    select
        *,
        sum(case
            when was_marked and is_marked and date_diff('day', before_on, ordered_on) <= 30 then 0
            else 1
        end) over (
            partition by product_id, channel, country order by ordered_on
            rows between unbounded preceding and current row
        ) as run
    from placed
),
runs as (
    select
        product_id,
        channel,
        country,
        max(brand) as brand,
        min(ordered_on) as starts_on,
        max(ordered_on) as last_on,
        sum(units) as units,
        arg_min(price, (ordered_on, price)) as price,
        arg_min(list_price, (ordered_on, price)) as list_price
    from numbered
    where is_marked
    group by product_id, channel, country, run
)
select
    runs.product_id,
    max(runs.brand) as brand,
    runs.channel,
    runs.country,
    runs.starts_on,
    max(runs.last_on) as last_on,
    max(runs.units) as units,
    max(runs.list_price) as list_price_eur,
    max(runs.price) as price_eur,
    min(sold.price) as lowest_eur,
    arg_min(sold.ordered_on, (sold.price, sold.ordered_on)) as lowest_on
from runs
left join sold
    on
        sold.product_id = runs.product_id and sold.channel = runs.channel and sold.country = runs.country
        and sold.ordered_on >= runs.starts_on - interval 30 day and sold.ordered_on < runs.starts_on
where runs.starts_on >= cast($since as date)
group by runs.product_id, runs.channel, runs.country, runs.starts_on
order by runs.product_id, runs.channel, runs.country, runs.starts_on
