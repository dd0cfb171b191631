-- grain: season of the goods and day: pieces sold, before returns, their list price and discounts
select
    season,
    ordered_on as day,
    sum(units) as units,
    coalesce(sum(case when is_full_price then units end), 0) as units_full_price,
    coalesce(sum(gross_eur), 0) as gross_eur,
    coalesce(sum(discount_eur), 0) as discount_eur
from sales
where season is not null and is_sold and units > 0
group by season, ordered_on
order by season, ordered_on
