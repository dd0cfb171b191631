-- grain: one day, week (its Monday), month or quarter (its first day) with a line in it; counted on order lines
with placed as (
    select
        *,
        case $grain when 'day' then ordered_on when 'week' then cast(date_trunc('week', ordered_on) as date)
            when 'month' then cast(date_trunc('month', ordered_on) as date) else cast(date_trunc('quarter', ordered_on) as date) end as bucket
    from sales
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date)
)
select
    bucket, count(distinct case when is_sold then order_id end) as orders,
    count(distinct case when is_sold and units is not null then order_id end) as orders_with_units,
    count(distinct case when is_sold and gross_eur is null then order_id end) as orders_without_rate,
    count(distinct case when is_new then customer_id end) as new_customers, sum(units) as units, sum(gross_eur) as gross_eur, sum(discount_eur) as discount_eur,
    sum(returns_eur) as returns_eur, sum(net_eur) as net_eur, sum(net_constant_eur) as net_constant_eur,
    sum(case when is_full_price then net_eur end) as net_full_price_eur, sum(case when units is not null then net_eur end) as net_with_units_eur,
    sum(case when customer_id is null then net_eur end) as net_guest_eur, sum(margin_eur) as margin_eur,
    sum(case when margin_eur is not null then net_eur end) as net_with_margin_eur, count(distinct case when is_sold then customer_id end) as buyers,
    count(distinct case when is_sold and customer_id is not null then order_id end) as orders_known
from placed
group by bucket
order by bucket
