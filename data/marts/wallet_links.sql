-- grain: one money event of an order (no payout, transfer, conversion); order_id null: no order of its time bears its
-- reference
with events as (
    select
        txn_id,
        system,
        wallet,
        provider_txn_id,
        original_ref,
        order_id,
        occurred_on,
        nullif(ltrim(trim(merchant_ref), '#'), '') as merchant_ref
    from wallet_transactions
    where txn_type in ('payment', 'refund', 'reversal', 'fee', 'dispute', 'dispute_reversal') and status <> 'failed'
),
-- a refund may name only the payment it gives back: by our own reference or by the provider's number
payments as (
    select system, provider_txn_id, min(nullif(ltrim(trim(merchant_ref), '#'), '')) as merchant_ref
    from wallet_transactions
    where txn_type = 'payment' and provider_txn_id is not null
    group by system, provider_txn_id
),
referred as (
    select
        events.txn_id,
        events.system,
        events.wallet,
        events.order_id,
        events.occurred_on,
        events.merchant_ref as own_ref,
        coalesce(payments.merchant_ref, nullif(ltrim(trim(events.original_ref), '#'), '')) as parent_ref,
        coalesce(events.merchant_ref, payments.merchant_ref, events.provider_txn_id, events.txn_id) as reference
    from events
    left join payments on payments.system = events.system and payments.provider_txn_id = events.original_ref
),
-- an order number such as 1039 comes again: money moves from a little before its order to a good year after
linked as (
    select
        referred.txn_id,
        referred.system,
        referred.wallet,
        referred.own_ref,
        referred.parent_ref,
        referred.reference,
        coalesce(stated.duplicate_of, stated.order_id) as stated_order,
        own.order_id as own_order,
        parent.order_id as parent_order
    from referred
    left join orders as stated on stated.order_id = referred.order_id
    left join order_keys as own
        on
            own.merchant_ref = referred.own_ref
            and referred.occurred_on between coalesce(own.ordered_on, referred.occurred_on)
            - 3 and coalesce(own.ordered_on, referred.occurred_on)
            + 400
    left join order_keys
        as parent on parent.merchant_ref = referred.parent_ref
    and referred.occurred_on between coalesce(parent.ordered_on, referred.occurred_on)
    - 3 and coalesce(parent.ordered_on, referred.occurred_on)
    + 400
)
select
    txn_id,
    system,
    wallet,
    coalesce(stated_order, own_order, parent_order) as order_id,
    case when own_order is null and parent_order is null then coalesce(parent_ref, reference) else reference end
        as merchant_ref,
    case
        when stated_order is not null then 'order' when own_order is not null then 'reference'
        when parent_order is not null then 'original_payment'
    end as linked_by
from linked
