-- grain: week (its Monday), market, currency of the order, brand, tier: units sold and their shelf price over the list
-- price at home, discounts on a whole order (vouchers, codes) left in; of what one person took of a brand in a week up
-- to two pieces count as units
with sold as (
    select
        cast(date_trunc('week', sales.ordered_on) as date) as week,
        sales.market,
        coalesce(sales.currency, '') as currency,
        sales.brand,
        sales.tier,
        coalesce(sales.customer_id, sales.order_id) as buyer,
        cast(sales.units as double) as units,
        cast(sales.shelf_eur as double) as shelf_eur,
        cast(products.list_price_eur as double) * cast(sales.units as double) as list_eur
    from sales
    join products
        on
            products.product_id = sales.product_id and products.valid_from <= sales.ordered_on
            and (products.valid_to is null or sales.ordered_on < products.valid_to)
    where
        sales.is_sold
        and sales.units > 0
        and sales.brand is not null
        and products.list_price_eur > 0
        and (select currency = 'EUR' from shop_currency)
)
select week, market, currency, brand, tier, sum(least(units, 2)) as units, sum(shelf_eur) / sum(list_eur) as price
from (
    select
        week,
        market,
        currency,
        brand,
        tier,
        buyer,
        sum(units) as units,
        sum(shelf_eur) as shelf_eur,
        sum(list_eur) as list_eur
    from sold
    where shelf_eur > 0
    group by week, market, currency, brand, tier, buyer
)
group by week, market, currency, brand, tier
order by market, currency, brand, tier, week
