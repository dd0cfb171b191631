-- grain: one currency; the one rate for all years of "constant currency": the mean fixing of the last full year with
-- orders, else of all fixings, to nine places, which any engine works out alike
with last_year as (
    select extract(year from max(ordered_on)) - 1 as year from orders
),
fixings as (
    select
        quote as currency,
        rate_on,
        coalesce(max(case when lower(source) = 'ecb' then rate end), max(rate)) as per_eur
    from fx_rates
    where
        base = 'EUR'
        and lower(source) in ('ecb', 'bancaditalia', 'sample')
        and rate > 0
        and (select currency = 'EUR' from shop_currency)
    group by quote, rate_on
),
means as (
    select
        fixings.currency,
        cast(
            avg(case when extract(year from fixings.rate_on) = last_year.year then fixings.per_eur end)
            as decimal(24, 9)
        ) as of_year,
        cast(avg(fixings.per_eur) as decimal(24, 9)) as of_all,
        max(last_year.year) as year
    from fixings cross join last_year
    group by fixings.currency
)
select
    currency,
    cast(coalesce(of_year, of_all) as decimal(24, 12)) as per_eur,
    case when of_year is not null then cast(year as integer) end as rate_year
from means
