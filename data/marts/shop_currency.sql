-- grain: one row: the currency in which the shop's amounts are stated, whatever the columns are called (`_eur`): euro, but where every order names
-- one other currency and no fixing reaches the day of any of them, that currency
with counted as (
    select currency, ordered_on from orders where currency is not null and ordered_on is not null and duplicate_of is null and not coalesce(is_test, false)
),
named as (
    select count(distinct currency) as currencies, min(currency) as currency from counted
),
converted as (
    select count(*) as orders
    from counted
    join fx_rates on fx_rates.quote = counted.currency and counted.ordered_on between fx_rates.rate_on and fx_rates.rate_on + 5
    where fx_rates.base = 'EUR' and lower(fx_rates.source) in ('ecb', 'sample') and fx_rates.rate > 0
)
select case when named.currencies = 1 and converted.orders = 0 then named.currency else 'EUR' end as currency
from named cross join converted
