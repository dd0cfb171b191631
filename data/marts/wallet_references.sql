-- grain: one order, or one reference without an order, with all that its wallet says of it, in the wallet's currency;
-- refunds and fees charged are negative
with events as (
    select
        wallet_links.order_id,
        wallet_links.merchant_ref,
        case
            when wallet_links.order_id is null then wallet_links.system || ' ' || wallet_links.merchant_ref else ''
        end as lone,
        moved.system,
        coalesce(moved.wallet, moved.system) as wallet,
        moved.store_id,
        coalesce(moved.customer_id, moved.payer_hash) as payer,
        moved.currency,
        moved.occurred_on,
        cast(moved.settled_at at time zone moved.tz as date) as settled_on,
        case
            when moved.txn_type = 'payment' then 'in' when moved.txn_type in ('refund', 'reversal') then 'out' else
                moved.txn_type
        end as kind,
        moved.gross,
        moved.fee,
        coalesce(moved.buyer_paid, moved.gross) as buyer_paid,
        case
            when
                coalesce(moved.list_currency, moved.currency) = moved.currency
                then coalesce(moved.list_amount, moved.gross)
            else moved.gross
        end as list_amount,
        case
            when moved.list_currency <> moved.currency then moved.list_currency when
                moved.buyer_currency <> moved.currency
                then moved.buyer_currency
        end as other_currency,
        case
            when moved.list_currency <> moved.currency then moved.list_amount when
                moved.buyer_currency <> moved.currency
                then moved.buyer_amount
        end as other_amount,
        case when moved.buyer_currency <> moved.currency then moved.buyer_currency end as buyer_currency,
        case when moved.buyer_currency <> moved.currency then moved.buyer_amount end as buyer_amount
    from wallet_links join wallet_transactions as moved on moved.txn_id = wallet_links.txn_id
)
select
    order_id,
    lone,
    min(merchant_ref) as merchant_ref,
    min(system) as system,
    min(wallet) as wallet,
    min(store_id) as store_id,
    min(payer) as payer,
    min(currency) as currency,
    count(distinct currency) as currencies,
    min(occurred_on) as first_on,
    min(case when kind = 'in' then occurred_on end) as paid_on,
    max(case when kind = 'in' then settled_on end) as settled_on,
    min(case when kind = 'out' then occurred_on end) as refunded_on,
    sum(case when kind = 'in' then gross else 0 end) as paid,
    sum(case when kind = 'in' then buyer_paid else 0 end) as buyer_paid,
    sum(case when kind = 'in' then list_amount else 0 end) as list_amount,
    sum(case when kind = 'out' then -abs(gross) else 0 end) as refunded,
    sum(case when kind = 'out' then -abs(list_amount) else 0 end) as list_refunded,
    sum(case when kind = 'out' then -abs(buyer_paid) else 0 end) as buyer_refunded,
    min(other_currency) as other_currency,
    sum(case when kind = 'in' then abs(other_amount) end) as other_paid,
    sum(case when kind = 'out' then -abs(other_amount) end) as other_refunded,
    min(case when kind = 'in' then buyer_currency end) as buyer_currency,
    sum(case when kind = 'in' then abs(buyer_amount) end) as buyer_amount,
    sum(case when kind = 'in' and buyer_amount is not null then gross end) as paid_for_buyer_amount,
    sum(fee) + sum(case when kind = 'fee' then gross else 0 end) as fee,
    sum(case when kind in ('dispute', 'dispute_reversal') then gross else 0 end) as disputed,
    sum(case when kind = 'in' then 1 else 0 end) as payments,
    sum(case when kind = 'out' then 1 else 0 end) as refunds
from events
group by order_id, lone
