-- grain: one currency and day; countries that share a currency repeat its rate
with typed as (
    select
        row_no,
        upper("ISO Code") as quote,
        rate("Rate") as stated,
        "Rate" as cell,
        "Reference date (CET)" as said,
        written_day("Reference date (CET)") as day,
        regexp_replace(lower("Rate convention"), '\s+', ' ', 'g') as convention
    from staged
),

-- "N.A." and nought say that there is no rate; a rate of anything but the euro is of no use here
read as (
    select
        *,
        coalesce(regexp_full_match(cell, '(?i)n\.?\s?[ad]\.?|-+') or stated = 0, true) as is_missing,
        case
            when regexp_matches(convention, '(foreign currency|valuta estera).*(1|one|un) euro') then stated
            when
                regexp_matches(
                    convention, '(euro).*(1|one|una?) (unit of )?(foreign currency|(unità di )?valuta estera)'
                )
                then cast(1 / nullif(stated, 0) as decimal(24, 12))
        end as per_euro
    from typed
    where quote <> 'EUR'
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        unread(cell, stated, 'Rate'),
        unread(said, day, 'Reference date'),
        case when stated < 0 then 'Rate: a number that is no rate' end,
        case
            when per_euro is null and stated is not null
                then 'Rate convention does not say units of the currency for one euro'
        end
    ), '') as problem,
    case when is_missing then 'no rate was fixed' end as aside,
    day as rate_on,
    'EUR' as base,
    quote,
    per_euro as rate,
    'bancaditalia' as source
from read
