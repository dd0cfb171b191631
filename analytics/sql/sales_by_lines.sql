-- grain: one value of the column asked for (and of the one across it, else one), counted on order lines, returns as they stood on $as_of: an order
-- belongs to every value it holds
with amounts as (
    select
        case $by when 'channel' then channel when 'market' then market when 'store_id' then store_id when 'tier' then tier when 'brand' then brand
            when 'category' then category when 'season' then season else 'all' end as slice,
        case $across when 'channel' then channel when 'market' then market when 'store_id' then store_id when 'tier' then tier when 'brand' then brand
            when 'category' then category when 'season' then season else 'all' end as across,
        count(distinct case when is_sold then order_id end) as orders,
        count(distinct case when is_sold and units is not null then order_id end) as orders_with_units,
        count(distinct case when is_sold and gross_eur is null then order_id end) as orders_without_rate,
        count(distinct case when is_new and is_sold then customer_id end) as new_customers,
        sum(units) as units, sum(case when gross_eur is not null then units end) as units_with_rate, sum(gross_eur) as gross_eur, sum(discount_eur) as discount_eur,
        sum(returns_eur) as returns_eur, sum(net_eur) as net_eur, sum(net_constant_eur) as net_constant_eur,
        sum(case when units is not null then net_eur end) as net_with_units_eur, sum(case when margin_eur is not null then net_eur end) as net_with_margin_eur,
        sum(margin_eur) as margin_eur, sum(case when is_full_price then gross_eur - discount_eur end) as sold_full_price_eur,
        sum(case when margin_eur is not null then gross_eur - discount_eur end) as sold_with_margin_eur,
        sum(case when customer_id is null then gross_eur - discount_eur end) as sold_guest_eur,
        sum(case when customer_id is not null and not is_new then gross_eur - discount_eur end) as sold_returning_eur,
        count(distinct case when is_sold then customer_id end) as buyers, count(distinct case when is_sold and customer_id is not null then order_id end) as orders_known
    from sales
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date)
    group by 1, 2
),
payments as (
    select
        case $by when 'channel' then channel when 'market' then market when 'store_id' then store_id when 'tier' then tier when 'brand' then brand
            when 'category' then category when 'season' then season else 'all' end as slice,
        case $across when 'channel' then channel when 'market' then market when 'store_id' then store_id when 'tier' then tier when 'brand' then brand
            when 'category' then category when 'season' then season else 'all' end as across,
        sum(gross_eur - discount_eur + shipping_eur) as gmv_eur
    from sales
    where paid_on >= cast($since as date) and paid_on < cast($until as date)
    group by 1, 2
),
late as (
    select
        case $by when 'channel' then channel when 'market' then market when 'store_id' then store_id when 'tier' then tier when 'brand' then brand
            when 'category' then category when 'season' then season else 'all' end as slice,
        case $across when 'channel' then channel when 'market' then market when 'store_id' then store_id when 'tier' then tier when 'brand' then brand
            when 'category' then category when 'season' then season else 'all' end as across,
        sum(returns_eur) as returns_eur, sum(returns_constant_eur) as returns_constant_eur, sum(returns_with_units_eur) as returns_with_units_eur,
        sum(returns_with_margin_eur) as returns_with_margin_eur, sum(margin_eur) as margin_eur
    from late_returns
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date) and refunded_on > cast($as_of as date)
    group by 1, 2
)
select
    amounts.* replace (
        amounts.returns_eur - coalesce(late.returns_eur, 0) as returns_eur, net_eur - coalesce(late.returns_eur, 0) as net_eur,
        net_constant_eur - coalesce(returns_constant_eur, 0) as net_constant_eur, net_with_units_eur - coalesce(returns_with_units_eur, 0) as net_with_units_eur,
        net_with_margin_eur - coalesce(returns_with_margin_eur, 0) as net_with_margin_eur, amounts.margin_eur - coalesce(late.margin_eur, 0) as margin_eur
    ),
    payments.gmv_eur
from amounts
left join late on late.slice is not distinct from amounts.slice and late.across is not distinct from amounts.across
left join payments on payments.slice is not distinct from amounts.slice and payments.across is not distinct from amounts.across
order by net_eur desc, amounts.slice, amounts.across
