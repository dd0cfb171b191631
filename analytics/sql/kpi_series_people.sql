-- grain: one day, week (its Monday), month or quarter (its first day) with an order: distinct known customers
select
    case $grain when 'day' then ordered_on when 'week' then cast(date_trunc('week', ordered_on) as date)
        when 'month' then cast(date_trunc('month', ordered_on) as date) else cast(date_trunc('quarter', ordered_on) as date) end as bucket,
    count(distinct customer_id) as buyers
from orders_mart
where ordered_on >= cast($since as date) and ordered_on < cast($until as date) and is_sale
group by 1
order by bucket
