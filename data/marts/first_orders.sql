-- grain: one customer with an order that left something after returns, by how the shop met them: market, channel,
-- boutique, tier, promotion and band of discount of the first such order, and phase: whether shops of its market were
-- closed that day, or had reopened half a year ago or less
with shut as (
    select distinct market, day
    from market_calendar
    where kind in ('lockdown', 'store_closure') and coalesce(intensity, 1) >= 0.25
),
marked as (
    select
        market,
        day,
        case when date_diff('day', lag(day) over (partition by market order by day), day) <= 14 then 0 else 1 end
            as begins
    from shut
),
numbered as (
    select market, day, sum(begins) over (partition by market order by day) as stretch
    from marked
),
closures as (
    select market, min(day) as first_day, max(day) as last_day
    from numbered
    group by market, stretch
    having date_diff('day', min(day), max(day)) >= 6
),
phases as (
    select
        customers_mart.customer_id,
        max(case when customers_mart.first_on <= closures.last_day then 2 else 1 end) as phase
    from customers_mart
    join closures
        on
            closures.market = customers_mart.market
            and customers_mart.first_on >= closures.first_day
            and date_diff('day', closures.last_day, customers_mart.first_on) <= 182
    group by customers_mart.customer_id
)
select
    customers_mart.customer_no,
    customers_mart.customer_id,
    customers_mart.first_on,
    customers_mart.market,
    customers_mart.channel,
    customers_mart.store_id,
    customers_mart.tier,
    customers_mart.first_promotion as promotion_id,
    case
        when coalesce(orders_mart.depth, 0) <= 0.01 then 'full'
        when round(orders_mart.depth, 4) <= 0.1 then 'to_10'
        when round(orders_mart.depth, 4) <= 0.2 then 'to_20'
        when round(orders_mart.depth, 4) <= 0.3 then 'to_30'
        else 'over_30'
    end as band,
    case phases.phase when 2 then 'closed' when 1 then 'recovery' else 'usual' end as phase
from customers_mart
join orders_mart on orders_mart.customer_id = customers_mart.customer_id and orders_mart.order_number = 1
left join phases on phases.customer_id = customers_mart.customer_id
order by customers_mart.customer_no
