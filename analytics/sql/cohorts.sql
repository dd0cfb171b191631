-- grain: span of first order (weeks where $months is 0, months where 1, quarters where 3; numbered as in journeys),
-- value of the column asked for, spans since
with placed as (
    select
        customer_no,
        case $by
            when 'channel' then channel when 'market' then market when 'tier' then tier when
                'store_id'
                then store_id
            when 'depth' then depth
            when 'campaign' then coalesce(campaign, 'none') else 'all'
        end as label,
        case $months when 0 then first_week when 1 then first_month else first_quarter end as cohort,
        case $months when 0 then week when 1 then month else quarter end as period,
        case $months when 0 then last_week when 1 then last_month else last_quarter end as last_period,
        case $months when 0 then only_in_week when 1 then only_in_month else only_in_quarter end as only_one,
        case $months when 0 then week_0 when 1 then month_0 else quarter_0 end as net_0,
        order_number,
        sold_eur,
        returns_eur,
        net_eur,
        margin_eur,
        sold_whole,
        returns_whole,
        net_whole,
        margin_whole,
        net_before,
        margin_before
    from journeys
),
-- one row a customer and span; most customers have one order in it, and need no adding up
spans as (
    select
        label,
        cohort,
        period,
        last_period,
        case when order_number is not null then 1 else 0 end as orders,
        sold_eur as sold,
        returns_eur as returned,
        net_eur as net,
        margin_eur as margin,
        case when margin_eur is null then 1 else 0 end as without_margin,
        case when net_eur is null then 1 else 0 end as without_rate,
        sold_whole,
        returns_whole,
        net_whole,
        net_0,
        cast(net_whole as hugeint) * (net_whole + 2 * net_before) as value_step,
        cast(margin_whole as hugeint) * (margin_whole + 2 * margin_before) as earned_step
    from placed
    where only_one
    union all
    select
        min(label),
        min(cohort),
        period,
        min(last_period),
        count(order_number),
        sum(sold_eur),
        sum(returns_eur),
        sum(net_eur),
        sum(margin_eur),
        count(*) - count(margin_eur),
        count(*) - count(net_eur),
        sum(sold_whole),
        sum(returns_whole),
        sum(net_whole),
        min(net_0),
        sum(cast(net_whole as hugeint) * (net_whole + 2 * net_before)),
        sum(cast(margin_whole as hugeint) * (margin_whole + 2 * margin_before))
    from placed
    where not only_one
    group by customer_no, period
)
select
    cohort,
    label,
    period - cohort as k,
    count(case when orders > 0 then 1 end) as active,
    count(case when orders > 0 and last_period = period then 1 end) as last_here,
    cast(sum(orders) as bigint) as orders,
    cast(sum(orders * orders) as bigint) as order_squares,
    sum(sold) as sold_eur,
    sum(returned) as returns_eur,
    sum(net) as net_eur,
    sum(margin) as margin_eur,
    cast(sum(without_margin) as bigint) as without_margin,
    cast(sum(without_rate) as bigint) as without_rate,
    cast(sum(cast(net_whole as hugeint) * net_whole) as double) as net_squares,
    cast(sum(cast(net_whole as hugeint) * net_0) as double) as net_by_first,
    cast(sum(cast(sold_whole as hugeint) * sold_whole) as double) as sold_squares,
    cast(sum(cast(returns_whole as hugeint) * returns_whole) as double) as returned_squares,
    cast(sum(cast(sold_whole as hugeint) * returns_whole) as double) as sold_by_returned,
    cast(sum(value_step) as double) as value_squares,
    cast(sum(earned_step) as double) as earned_squares
from spans
group by cohort, label, period - cohort
order by cohort, label, k
