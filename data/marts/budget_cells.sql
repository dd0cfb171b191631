-- grain: one month's budget of a market, channel and boutique in the shop's currency; '' where it is of all of them.
-- Another currency at the last fixing before the month; empty where there is none. store_id is the boutique that orders
-- name so, by its id, its name or what a system calls it, and channel that boutique's where the row names none
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
    select budgets.month, budgets.currency, arg_max(fixings.per_eur, (fixings.rate_on, fixings.per_eur)) as per_eur
    from budgets join fixings on fixings.currency = budgets.currency and fixings.rate_on < budgets.month
    group by budgets.month, budgets.currency
)
select
    budgets.month,
    budgets.market,
    case
        when budgets.channel <> '' then budgets.channel
        else coalesce(stores.channel, '')
    end as channel,
    coalesce(boutiques.store_id, budgets.store_key) as store_id,
    budgets.store_key = '' or boutiques.store_id is not null as is_known,
    budgets.currency,
    budgets.with_vat,
    cast(
        round(
            case
                when budgets.currency = shop_currency.currency then budgets.net_sales
                when shop_currency.currency = 'EUR' then budgets.net_sales / rated.per_eur
            end, 2
        ) as decimal(18, 2)
    ) as net_sales
from budgets
cross join shop_currency
left join boutiques on boutiques.called = lower(budgets.store_key) and budgets.store_key <> ''
left join stores on stores.store_id = boutiques.store_id
left join rated on rated.month = budgets.month and rated.currency = budgets.currency
order by budgets.month, budgets.market, budgets.channel, budgets.store_key
