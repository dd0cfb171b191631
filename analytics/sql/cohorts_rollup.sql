-- grain: month of first order (counted from year 0), value of the column asked for, months since
with level as (
    select max(level) as level from cohort_month where $by <> 'all' and level = 0 or $by = 'all'
)
select
    cohort,
    case $by when 'channel' then channel when 'market' then market when 'tier' then tier else 'all' end as label,
    k,
    cast(sum(active) as bigint) as active,
    cast(sum(last_here) as bigint) as last_here,
    cast(sum(orders) as bigint) as orders,
    cast(sum(order_squares) as bigint) as order_squares,
    sum(sold_eur) as sold_eur,
    sum(returns_eur) as returns_eur,
    sum(net_eur) as net_eur,
    sum(margin_eur) as margin_eur,
    cast(sum(without_margin) as bigint) as without_margin,
    cast(sum(without_rate) as bigint) as without_rate,
    cast(sum(net_squares) as double) as net_squares,
    cast(sum(net_by_first) as double) as net_by_first,
    cast(sum(sold_squares) as double) as sold_squares,
    cast(sum(returned_squares) as double) as returned_squares,
    cast(sum(sold_by_returned) as double) as sold_by_returned,
    cast(sum(value_squares) as double) as value_squares,
    cast(sum(earned_squares) as double) as earned_squares
from cohort_month join level on level.level = cohort_month.level
group by cohort, case $by when 'channel' then channel when 'market' then market when 'tier' then tier else 'all' end, k
order by cohort, label, k
