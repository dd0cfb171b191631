-- grain: one counted order and day on which goods value went back (day null: not known); an order's rows add up to its
-- returns
with events as (
    select order_id, refunded_on, amount, dated_by from refund_days
    union all
    select order_id, ordered_on, credit, 'order' from paid_orders where credit < 0
),
merged as (
    select
        order_id,
        refunded_on,
        sum(amount) as amount,
        min(dated_by) as dated_by
    from events group by order_id, refunded_on
),
running as (
    select
        merged.*,
        sum(amount)
            over (
                partition by order_id
                order by coalesce(refunded_on, date '9999-12-31') rows between unbounded preceding and current row
            )
            as so_far,
        sum(amount) over (partition by order_id) as in_all
    from merged
)
select
    running.order_id,
    orders_mart.customer_id,
    orders_mart.ordered_on,
    orders_mart.market,
    orders_mart.channel,
    orders_mart.store_id,
    orders_mart.tier,
    orders_mart.wallet,
    running.refunded_on,
    running.refunded_on is not null as at_is_known,
    running.dated_by,
    cast(cast(orders_mart.returns_eur as double) * so_far / nullif(in_all, 0) as decimal(18, 6))
    - cast(cast(orders_mart.returns_eur as double) * (so_far - amount) / nullif(in_all, 0) as decimal(18, 6))
        as returns_eur
from running join orders_mart on orders_mart.order_id = running.order_id
order by running.refunded_on, running.order_id
