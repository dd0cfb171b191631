-- grain: one order or reference that does not agree, the largest difference first
select
    state,
    reason,
    day,
    order_id,
    merchant_ref,
    wallet,
    system,
    market,
    channel,
    store_id,
    order_on,
    paid_on,
    settled_on,
    refunded_on,
    currency,
    order_amount,
    wallet_amount,
    refunded_order,
    refunded_wallet,
    difference,
    difference_eur,
    compared,
    payments,
    refunds,
    fee,
    fx_applied,
    fx_mid
from wallet_matches
where day >= cast($since as date) and day < cast($until as date) and state <> 'matched'
order by abs(difference_eur) desc nulls last, day, order_id, merchant_ref
limit $rows
