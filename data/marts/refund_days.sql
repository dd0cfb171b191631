-- grain: one order and day on which its money went back (day null: when is not known), in the order's currency,
-- shipping and tax included; <= 0
with told as (
    select refunds.order_id, refunds.refunded_on, refunds.txn_id is not null as is_event, refunds.amount
    from refunds join orders on orders.order_id = refunds.order_id
    where
        refunds.at_is_known
        and refunds.refunded_on is not null
        and coalesce(refunds.currency, orders.currency) = orders.currency
),
-- what an order's own row says beside refunds of a file of their own is the same money told again: only what it knows
-- beyond them is added
told_sums as (
    select
        order_id,
        sum(case when is_event then amount else 0 end) as of_events,
        sum(case when is_event then 0 else amount end) as of_order,
        max(case when is_event then null else refunded_on end) as order_on
    from told
    group by order_id
),
told_once as (
    select told.order_id, told.refunded_on, told.amount
    from told join told_sums on told_sums.order_id = told.order_id
    where told.is_event or told_sums.of_events = 0
    union all
    select order_id, order_on, of_order - of_events from told_sums where of_events < 0 and of_order < of_events
),
dated as (
    select order_id, refunded_on, sum(amount) as amount from told_once group by order_id, refunded_on
),
dated_sums as (
    select order_id, sum(amount) as amount from dated group by order_id
),
undated_sums as (
    select order_id, sum(amount) as amount from refunds where not at_is_known or refunded_on is null group by order_id
),
line_sums as (
    select order_id, -sum(abs(refunded)) as amount from order_lines where refunded <> 0 group by order_id
),
-- an order file shows a running total, dated rows show each event: whichever shows more is what went back, so that
-- neither is counted twice
shown as (
    select
        orders.order_id,
        orders.currency,
        orders.status,
        orders.paid_at,
        orders.total,
        least(
            coalesce(orders.refunded, 0),
            coalesce(dated_sums.amount, 0),
            coalesce(undated_sums.amount, 0),
            coalesce(line_sums.amount, 0)
        ) as amount,
        dated_sums.order_id is not null as has_dates
    from orders
    left join dated_sums on dated_sums.order_id = orders.order_id
    left join undated_sums on undated_sums.order_id = orders.order_id
    left join line_sums on line_sums.order_id = orders.order_id
),
-- an order called refunded, or paid and then cancelled, with no amount given: all of it
totals as (
    select
        order_id,
        currency,
        has_dates,
        case
            when
                amount = 0 and (status = 'refunded' or (status = 'cancelled' and paid_at is not null)) and total > 0
                then -total
            else amount
        end as amount
    from shown
),
-- the order does not say when, its wallet does
paid_back as (
    select
        totals.order_id,
        wallet_transactions.occurred_on as refunded_on,
        sum(wallet_transactions.gross) as amount,
        max(totals.amount) as total
    from totals
    join wallet_links on wallet_links.order_id = totals.order_id
    join wallet_transactions on wallet_transactions.txn_id = wallet_links.txn_id
    where
        not totals.has_dates and totals.amount < 0
        and wallet_transactions.txn_type in ('refund', 'reversal') and wallet_transactions.currency = totals.currency
    group by totals.order_id, wallet_transactions.occurred_on
),
running as (
    select
        order_id,
        refunded_on,
        amount,
        total,
        sum(amount)
            over (partition by order_id order by refunded_on rows between unbounded preceding and current row)
            as so_far
    from paid_back
),
known as (
    select order_id, refunded_on, amount, 'order' as dated_by from dated
    union all
    select
        order_id,
        refunded_on,
        greatest(so_far, total) - greatest(so_far - amount, total) as amount,
        'wallet' as dated_by
    from running
),
known_sums as (
    select order_id, sum(amount) as amount from known group by order_id
)
select order_id, refunded_on, cast(amount as decimal(18, 6)) as amount, dated_by
from known
where amount < 0
union all
select
    totals.order_id,
    cast(null as date),
    cast(totals.amount - coalesce(known_sums.amount, 0) as decimal(18, 6)),
    'nobody'
from totals left join known_sums on known_sums.order_id = totals.order_id
where totals.amount < coalesce(known_sums.amount, 0)
