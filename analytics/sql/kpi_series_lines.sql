-- grain: one day, week (its Monday), month or quarter (its first day) with a line in it, returns as they stood on $as_of; counted on order lines
with amounts as (
    select
        case $grain when 'day' then ordered_on when 'week' then cast(date_trunc('week', ordered_on) as date) when 'month' then cast(date_trunc('month', ordered_on) as date)
            else cast(date_trunc('quarter', ordered_on) as date) end as bucket,
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
    group by 1
),
payments as (
    select
        case $grain when 'day' then paid_on when 'week' then cast(date_trunc('week', paid_on) as date) when 'month' then cast(date_trunc('month', paid_on) as date)
            else cast(date_trunc('quarter', paid_on) as date) end as bucket,
        sum(gross_eur - discount_eur + shipping_eur) as gmv_eur
    from sales
    where paid_on >= cast($since as date) and paid_on < cast($until as date)
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
)
select
    amounts.* replace (
        amounts.returns_eur - coalesce(late.returns_eur, 0) as returns_eur, net_eur - coalesce(late.returns_eur, 0) as net_eur,
        net_constant_eur - coalesce(returns_constant_eur, 0) as net_constant_eur, net_with_units_eur - coalesce(returns_with_units_eur, 0) as net_with_units_eur,
        net_with_margin_eur - coalesce(returns_with_margin_eur, 0) as net_with_margin_eur, amounts.margin_eur - coalesce(late.margin_eur, 0) as margin_eur
    ),
    payments.gmv_eur
from amounts
left join late on late.bucket = amounts.bucket
left join payments on payments.bucket = amounts.bucket
order by amounts.bucket
