-- grain: cohort (weeks since Monday 1970-01-05 where $months is 0, else spans of $months months since year 0), value of the column asked for, periods since
with placed as (
    select
        customer_id, order_number, sold_eur, returns_eur, net_eur, margin_eur,
        case $by when 'channel' then channel when 'market' then market when 'tier' then tier when 'store_id' then store_id when 'depth' then depth
            when 'campaign' then coalesce(campaign, 'none') else 'all' end as label,
        case when $months = 0 then floor(date_diff('day', date '1970-01-05', first_on) / 7)
            else floor((extract(year from first_on) * 12 + extract(month from first_on) - 1) / nullif($months, 0)) end as cohort,
        case when $months = 0 then floor(date_diff('day', date '1970-01-05', ordered_on) / 7)
            else floor((extract(year from ordered_on) * 12 + extract(month from ordered_on) - 1) / nullif($months, 0)) end as period,
        case when $months = 0 then floor(date_diff('day', date '1970-01-05', last_on) / 7)
            else floor((extract(year from last_on) * 12 + extract(month from last_on) - 1) / nullif($months, 0)) end as last_period
    from journeys
),
-- cents are enough for the spread, and keep its squares exact
spans as (
    select
        customer_id, min(label) as label, min(cohort) as cohort, period, min(last_period) as last_period,
        count(order_number) as orders, sum(sold_eur) as sold, sum(returns_eur) as returned, sum(net_eur) as net, sum(margin_eur) as margin,
        count(*) - count(margin_eur) as without_margin, count(*) - count(net_eur) as without_rate,
        cast(coalesce(sum(sold_eur), 0) as decimal(14, 2)) as sold_cents, cast(coalesce(sum(returns_eur), 0) as decimal(14, 2)) as returned_cents,
        cast(coalesce(sum(net_eur), 0) as decimal(14, 2)) as net_cents, cast(coalesce(sum(margin_eur), 0) as decimal(14, 2)) as margin_cents
    from placed
    group by customer_id, period
),
running as (
    select
        spans.*, cast(sum(net_cents) over (partition by customer_id order by period rows between unbounded preceding and current row) as decimal(14, 2)) as so_far,
        cast(sum(margin_cents) over (partition by customer_id order by period rows between unbounded preceding and current row) as decimal(14, 2)) as earned_so_far,
        first_value(net_cents) over (partition by customer_id order by period) as net_at_first
    from spans
)
select
    cast(cohort as integer) as cohort, label, cast(period - cohort as integer) as k, count(case when orders > 0 then 1 end) as active,
    count(case when orders > 0 and last_period = period then 1 end) as last_here, cast(sum(orders) as bigint) as orders, cast(sum(orders * orders) as bigint) as order_squares,
    sum(sold) as sold_eur, sum(returned) as returns_eur, sum(net) as net_eur, sum(margin) as margin_eur, cast(sum(without_margin) as bigint) as without_margin,
    cast(sum(without_rate) as bigint) as without_rate, sum(net_cents * net_cents) as net_squares, sum(net_cents * net_at_first) as net_by_first,
    sum(sold_cents * sold_cents) as sold_squares, sum(returned_cents * returned_cents) as returned_squares, sum(sold_cents * returned_cents) as sold_by_returned,
    sum(so_far * so_far - (so_far - net_cents) * (so_far - net_cents)) as value_squares,
    sum(earned_so_far * earned_so_far - (earned_so_far - margin_cents) * (earned_so_far - margin_cents)) as earned_squares
from running
group by cohort, label, period - cohort
order by cohort, label, k
