-- grain: one day, week (its Monday), month or quarter (its first day) with anything in it; buyers are null where a filter is set
with amounts as (
    select
        case $grain when 'day' then day when 'week' then cast(date_trunc('week', day) as date) when 'month' then cast(date_trunc('month', day) as date)
            else cast(date_trunc('quarter', day) as date) end as bucket,
        sum(orders) as orders, sum(orders_with_units) as orders_with_units, sum(orders_without_rate) as orders_without_rate, sum(new_customers) as new_customers,
        sum(units) as units, sum(gross_eur) as gross_eur, sum(discount_eur) as discount_eur, sum(returns_eur) as returns_eur, sum(net_eur) as net_eur,
        sum(net_constant_eur) as net_constant_eur, sum(net_full_price_eur) as net_full_price_eur, sum(net_with_units_eur) as net_with_units_eur,
        sum(net_guest_eur) as net_guest_eur, sum(net_wallet_eur) as net_wallet_eur, sum(margin_eur) as margin_eur, sum(net_with_margin_eur) as net_with_margin_eur,
        sum(gmv_eur) as gmv_eur, sum(orders) - sum(orders_guest) as orders_known
    from daily
    where day >= cast($since as date) and day < cast($until as date)
    group by 1
),
placed as (
    select
        case $grain when 'day' then day when 'week' then cast(date_trunc('week', day) as date) when 'month' then cast(date_trunc('month', day) as date)
            else cast(date_trunc('quarter', day) as date) end as bucket,
        previous_on, buyers
    from buyers_daily
    where kind = 'ordered' and day >= cast($since as date) and day < cast($until as date)
),
people as (
    select bucket, sum(case when previous_on is null or previous_on < bucket or previous_on < cast($since as date) then buyers end) as buyers
    from placed
    group by bucket
)
select amounts.*, people.buyers
from amounts left join people on people.bucket = amounts.bucket
order by amounts.bucket
