-- grain: one row: the currency in which the shop's amounts are stated, whatever the columns are called (`_eur`): euro,
-- but where every order names one other currency and no fixing reaches the day of any of them, that currency
with counted as (
    select currency, ordered_on
    from orders
    where currency is not null and ordered_on is not null and duplicate_of is null and not coalesce(is_test, false)
),
named as (
    select count(distinct currency) as currencies, min(currency) as currency from counted
),
fixings as (
    select quote as currency, rate_on
    from fx_rates
    where base = 'EUR' and lower(source) in ('ecb', 'bancaditalia', 'sample') and rate > 0
),
days as (
    select distinct currency, ordered_on from counted
),
converted as (
    select count(*) as days
    from days
    join fixings
        on
            fixings.currency = days.currency
            and days.ordered_on between fixings.rate_on and fixings.rate_on + 5
)
select case when named.currencies = 1 and converted.days = 0 then named.currency else 'EUR' end as currency
from named cross join converted
