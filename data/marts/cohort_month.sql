-- grain: level, month of first order (counted from year 0), market, channel, tier of it, months since; level 1: all customers as one cell, level 0: cell by cell
with placed as (
    select
        customer_id, market, channel, tier, order_number, sold_eur, returns_eur, net_eur, margin_eur,
        extract(year from first_on) * 12 + extract(month from first_on) - 1 as cohort,
        extract(year from ordered_on) * 12 + extract(month from ordered_on) - 1 as period,
        extract(year from last_on) * 12 + extract(month from last_on) - 1 as last_period
    from journeys
),
-- cents are enough for the spread, and keep its squares exact
months as (
    select
        customer_id, min(market) as market, min(channel) as channel, min(tier) as tier, min(cohort) as cohort, period, min(last_period) as last_period,
        count(order_number) as orders, sum(sold_eur) as sold, sum(returns_eur) as returned, sum(net_eur) as net, sum(margin_eur) as margin,
        count(*) - count(margin_eur) as without_margin, count(*) - count(net_eur) as without_rate,
        cast(coalesce(sum(sold_eur), 0) as decimal(14, 2)) as sold_cents, cast(coalesce(sum(returns_eur), 0) as decimal(14, 2)) as returned_cents,
        cast(coalesce(sum(net_eur), 0) as decimal(14, 2)) as net_cents, cast(coalesce(sum(margin_eur), 0) as decimal(14, 2)) as margin_cents
    from placed
    group by customer_id, period
),
running as (
    select
        months.*, cast(sum(net_cents) over (partition by customer_id order by period rows between unbounded preceding and current row) as decimal(14, 2)) as so_far,
        cast(sum(margin_cents) over (partition by customer_id order by period rows between unbounded preceding and current row) as decimal(14, 2)) as earned_so_far,
        first_value(net_cents) over (partition by customer_id order by period) as net_at_first
    from months
),
cells as (
    select
        cohort, market, channel, tier, cast(period - cohort as integer) as k, count(case when orders > 0 then 1 end) as active,
        count(case when orders > 0 and last_period = period then 1 end) as last_here, sum(orders) as orders, sum(orders * orders) as order_squares, sum(sold) as sold_eur,
        sum(returned) as returns_eur, sum(net) as net_eur, sum(margin) as margin_eur, sum(without_margin) as without_margin, sum(without_rate) as without_rate,
        sum(net_cents * net_cents) as net_squares, sum(net_cents * net_at_first) as net_by_first, sum(sold_cents * sold_cents) as sold_squares,
        sum(returned_cents * returned_cents) as returned_squares, sum(sold_cents * returned_cents) as sold_by_returned,
        sum(so_far * so_far - (so_far - net_cents) * (so_far - net_cents)) as value_squares,
        sum(earned_so_far * earned_so_far - (earned_so_far - margin_cents) * (earned_so_far - margin_cents)) as earned_squares
    from running
    group by cohort, market, channel, tier, period - cohort
)
select 0 as level, cells.* from cells
union all
select
    1 as level, cohort, null as market, null as channel, null as tier, k, sum(active), sum(last_here), sum(orders), sum(order_squares), sum(sold_eur), sum(returns_eur), sum(net_eur),
    sum(margin_eur), sum(without_margin), sum(without_rate), sum(net_squares), sum(net_by_first), sum(sold_squares), sum(returned_squares),
    sum(sold_by_returned), sum(value_squares), sum(earned_squares)
from cells
group by cohort, k
