-- grain: level, month of first order (counted from year 0), market, channel, tier of it, months since; level 1: all
-- customers as one cell, level 0: cell by cell
with placed as (
    select
        customer_no,
        market,
        channel,
        tier,
        first_month as cohort,
        month as period,
        last_month as last_period,
        only_in_month as only_one,
        month_0 as net_0,
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
        market,
        channel,
        tier,
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
        min(market),
        min(channel),
        min(tier),
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
),
cells as (
    select
        cohort,
        market,
        channel,
        tier,
        period - cohort as k,
        count(case when orders > 0 then 1 end) as active,
        count(case when orders > 0 and last_period = period then 1 end) as last_here,
        sum(orders) as orders,
        sum(orders * orders) as order_squares,
        sum(sold) as sold_eur,
        sum(returned) as returns_eur,
        sum(net) as net_eur,
        sum(margin) as margin_eur,
        sum(without_margin) as without_margin,
        sum(without_rate) as without_rate,
        sum(cast(net_whole as hugeint) * net_whole) as net_squares,
        sum(cast(net_whole as hugeint) * net_0) as net_by_first,
        sum(cast(sold_whole as hugeint) * sold_whole) as sold_squares,
        sum(cast(returns_whole as hugeint) * returns_whole) as returned_squares,
        sum(cast(sold_whole as hugeint) * returns_whole) as sold_by_returned,
        sum(value_step) as value_squares,
        sum(earned_step) as earned_squares
    from spans
    group by cohort, market, channel, tier, period - cohort
)
select 0 as level, cells.* from cells
union all
select
    1 as level,
    cohort,
    null as market,
    null as channel,
    null as tier,
    k,
    sum(active),
    sum(last_here),
    sum(orders),
    sum(order_squares),
    sum(sold_eur),
    sum(returns_eur),
    sum(net_eur),
    sum(margin_eur),
    sum(without_margin),
    sum(without_rate),
    sum(net_squares),
    sum(net_by_first),
    sum(sold_squares),
    sum(returned_squares),
    sum(sold_by_returned),
    sum(value_squares),
    sum(earned_squares)
from cells
group by cohort, k
order by level desc, cohort, k
