-- grain: one currency and day with an order, of a shop that states euro, euro itself included: the day's rate, empty
-- where none reaches it, the mean of its month's fixings (of the fixing carried to it, where its month has none) and
-- the one rate for all years; units of the currency for one euro, means to nine places (any engine's last digits)
with days as (
    select distinct ordered_on as day from orders where ordered_on is not null
),
months as (
    select
        currency,
        cast(date_trunc('month', rate_on) as date) as month,
        cast(cast(avg(per_eur) as decimal(24, 9)) as decimal(24, 12)) as per_eur
    from fx_daily
    where not is_carried
    group by currency, cast(date_trunc('month', rate_on) as date)
)
select
    fx_constant.currency,
    days.day,
    fx_daily.per_eur,
    coalesce(months.per_eur, carried.per_eur) as month_per_eur,
    fx_constant.per_eur as constant_per_eur
from fx_constant
cross join days
left join fx_daily on fx_daily.currency = fx_constant.currency and fx_daily.day = days.day
left join
    months
    on months.currency = fx_constant.currency and months.month = cast(date_trunc('month', days.day) as date)
left join
    months as carried
    on carried.currency = fx_constant.currency and carried.month = cast(date_trunc('month', fx_daily.rate_on) as date)
union all
select 'EUR', days.day, 1, 1, 1 from days cross join shop_currency where shop_currency.currency = 'EUR'
