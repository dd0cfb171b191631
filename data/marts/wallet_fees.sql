-- grain: day, wallet, system, market, channel, store and currency of payments: how many, how much, and what was charged
-- for them; a fee that is a movement of its own stands where its payment does
with placed as (
    select
        moved.occurred_on as day,
        coalesce(moved.wallet, moved.system) as wallet,
        moved.system,
        coalesce(paid_orders.market, 'unknown') as market,
        coalesce(paid_orders.channel, 'other') as channel,
        coalesce(paid_orders.store_id, moved.store_id) as store_id,
        moved.currency,
        moved.txn_type,
        moved.gross,
        moved.fee
    from wallet_transactions as moved
    left join wallet_links on wallet_links.txn_id = moved.txn_id
    left join paid_orders on paid_orders.order_id = wallet_links.order_id
    where moved.txn_type in ('payment', 'fee') and moved.status <> 'failed'
)
select
    day,
    wallet,
    system,
    market,
    channel,
    store_id,
    currency,
    sum(case when txn_type = 'payment' then 1 else 0 end) as payments,
    sum(case when txn_type = 'payment' then gross else 0 end) as paid,
    -(sum(fee) + sum(case when txn_type = 'fee' then gross else 0 end)) as charged
from placed
group by day, wallet, system, market, channel, store_id, currency
order by day, wallet, market
