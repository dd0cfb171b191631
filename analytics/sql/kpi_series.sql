-- grain: one day, week (its Monday), month or quarter (its first day) with anything in it, returns as they stood on $as_of; buyers are null where a
-- filter is set
with amounts as (
    select
        case $grain when 'day' then day when 'week' then cast(date_trunc('week', day) as date) when 'month' then cast(date_trunc('month', day) as date)
            else cast(date_trunc('quarter', day) as date) end as bucket,
        sum(orders) as orders, sum(orders_with_units) as orders_with_units, sum(orders_without_rate) as orders_without_rate, sum(new_customers) as new_customers,
        sum(units) as units, sum(units_with_rate) as units_with_rate, sum(gross_eur) as gross_eur, sum(discount_eur) as discount_eur, sum(returns_eur) as returns_eur, sum(net_eur) as net_eur,
        sum(net_constant_eur) as net_constant_eur, sum(net_with_units_eur) as net_with_units_eur, sum(net_with_margin_eur) as net_with_margin_eur,
        sum(margin_eur) as margin_eur, sum(sold_full_price_eur) as sold_full_price_eur, sum(sold_with_margin_eur) as sold_with_margin_eur,
        sum(sold_guest_eur) as sold_guest_eur, sum(sold_returning_eur) as sold_returning_eur, sum(sold_wallet_eur) as sold_wallet_eur, sum(gmv_eur) as gmv_eur,
        sum(orders) - sum(orders_guest) as orders_known
    from daily
    where day >= cast($since as date) and day < cast($until as date)
    group by 1
),
late as (
    select
        case $grain when 'day' then ordered_on when 'week' then cast(date_trunc('week', ordered_on) as date) when 'month' then cast(date_trunc('month', ordered_on) as date)
            else cast(date_trunc('quarter', ordered_on) as date) end as bucket,
        sum(returns_eur) as returns_eur, sum(returns_constant_eur) as returns_constant_eur, sum(returns_with_units_eur) as returns_with_units_eur,
        sum(returns_with_margin_eur) as returns_with_margin_eur, sum(margin_eur) as margin_eur
    from late_returns
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date) and refunded_on > cast($as_of as date)
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
select
    amounts.* replace (
        amounts.returns_eur - coalesce(late.returns_eur, 0) as returns_eur, net_eur - coalesce(late.returns_eur, 0) as net_eur,
        net_constant_eur - coalesce(returns_constant_eur, 0) as net_constant_eur, net_with_units_eur - coalesce(returns_with_units_eur, 0) as net_with_units_eur,
        net_with_margin_eur - coalesce(returns_with_margin_eur, 0) as net_with_margin_eur, amounts.margin_eur - coalesce(late.margin_eur, 0) as margin_eur
    ),
    people.buyers
from amounts
left join late on late.bucket = amounts.bucket
left join people on people.bucket = amounts.bucket
order by amounts.bucket
