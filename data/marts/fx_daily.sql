-- grain: one currency and day with a usable rate (the ECB's, else Banca d'Italia's), of a shop that states euro; a
-- fixing is carried forward at most five days. per_eur: units of the currency for one euro
with fixings as (
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
spans as (
    select currency, rate_on, per_eur, lead(rate_on) over (partition by currency order by rate_on) as next_on
    from fixings
),
carried as (
    select days from (values (0), (1), (2), (3), (4), (5)) as carried (days)
)
select spans.currency, spans.rate_on + carried.days as day, spans.per_eur, spans.rate_on, carried.days > 0 as is_carried
from spans cross join carried
where spans.next_on is null or spans.rate_on + carried.days < spans.next_on
