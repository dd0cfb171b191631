-- grain: one day, week (its Monday), month or quarter (its first day) with anything in it
with amounts as (
    select
        case $grain when 'day' then day when 'week' then cast(date_trunc('week', day) as date) when 'month' then cast(date_trunc('month', day) as date)
            else cast(date_trunc('quarter', day) as date) end as bucket,
        sum(orders) as orders, sum(orders_with_units) as orders_with_units, sum(orders_without_rate) as orders_without_rate, sum(new_customers) as new_customers,
        sum(units) as units, sum(gross_eur) as gross_eur, sum(discount_eur) as discount_eur, sum(returns_eur) as returns_eur, sum(net_eur) as net_eur,
        sum(net_constant_eur) as net_constant_eur, sum(net_full_price_eur) as net_full_price_eur, sum(net_with_units_eur) as net_with_units_eur,
        sum(net_guest_eur) as net_guest_eur, sum(net_wallet_eur) as net_wallet_eur, sum(margin_eur) as margin_eur, sum(net_with_margin_eur) as net_with_margin_eur,
        sum(gmv_eur) as gmv_eur
    from daily
    where day >= cast($since as date) and day < cast($until as date)
    group by 1
),
people as (
    select
        case $grain when 'day' then ordered_on when 'week' then cast(date_trunc('week', ordered_on) as date)
            when 'month' then cast(date_trunc('month', ordered_on) as date) else cast(date_trunc('quarter', ordered_on) as date) end as bucket,
        count(distinct customer_id) as buyers, count(customer_id) as orders_known
    from orders_mart
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date) and is_sale
    group by 1
)
select amounts.*, coalesce(people.buyers, 0) as buyers, coalesce(people.orders_known, 0) as orders_known
from amounts left join people on people.bucket = amounts.bucket
order by amounts.bucket
