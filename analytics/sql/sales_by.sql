-- grain: one value of the column asked for (and of the one across it, else one), returns as they stood on $as_of
with amounts as (
    select
        case $by when 'channel' then channel when 'market' then market when 'store_id' then store_id else 'all' end as slice,
        case $across when 'channel' then channel when 'market' then market when 'store_id' then store_id else 'all' end as across,
        sum(orders) as orders, sum(orders_with_units) as orders_with_units, sum(orders_without_rate) as orders_without_rate, sum(new_customers) as new_customers,
        sum(units) as units, sum(units_with_rate) as units_with_rate, sum(gross_eur) as gross_eur, sum(discount_eur) as discount_eur, sum(returns_eur) as returns_eur, sum(net_eur) as net_eur,
        sum(net_constant_eur) as net_constant_eur, sum(net_with_units_eur) as net_with_units_eur, sum(net_with_margin_eur) as net_with_margin_eur,
        sum(margin_eur) as margin_eur, sum(sold_full_price_eur) as sold_full_price_eur, sum(sold_with_margin_eur) as sold_with_margin_eur,
        sum(sold_guest_eur) as sold_guest_eur, sum(sold_returning_eur) as sold_returning_eur, sum(sold_wallet_eur) as sold_wallet_eur, sum(gmv_eur) as gmv_eur
    from daily
    where day >= cast($since as date) and day < cast($until as date)
    group by 1, 2
),
late as (
    select
        case $by when 'channel' then channel when 'market' then market when 'store_id' then store_id else 'all' end as slice,
        case $across when 'channel' then channel when 'market' then market when 'store_id' then store_id else 'all' end as across,
        sum(returns_eur) as returns_eur, sum(returns_constant_eur) as returns_constant_eur, sum(returns_with_units_eur) as returns_with_units_eur,
        sum(returns_with_margin_eur) as returns_with_margin_eur, sum(margin_eur) as margin_eur
    from late_returns
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date) and refunded_on > cast($as_of as date)
    group by 1, 2
),
people as (
    select
        case $by when 'channel' then channel when 'market' then market when 'store_id' then store_id else 'all' end as slice,
        case $across when 'channel' then channel when 'market' then market when 'store_id' then store_id else 'all' end as across,
        count(distinct customer_id) as buyers, count(customer_id) as orders_known
    from orders_mart
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date) and is_sale
    group by 1, 2
)
select
    amounts.* replace (
        amounts.returns_eur - coalesce(late.returns_eur, 0) as returns_eur, net_eur - coalesce(late.returns_eur, 0) as net_eur,
        net_constant_eur - coalesce(returns_constant_eur, 0) as net_constant_eur, net_with_units_eur - coalesce(returns_with_units_eur, 0) as net_with_units_eur,
        net_with_margin_eur - coalesce(returns_with_margin_eur, 0) as net_with_margin_eur, amounts.margin_eur - coalesce(late.margin_eur, 0) as margin_eur
    ),
    coalesce(people.buyers, 0) as buyers, coalesce(people.orders_known, 0) as orders_known
from amounts
left join late on late.slice is not distinct from amounts.slice and late.across is not distinct from amounts.across
left join people on people.slice is not distinct from amounts.slice and people.across is not distinct from amounts.across
order by net_eur desc, amounts.slice, amounts.across
