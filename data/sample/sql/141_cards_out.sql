-- grain: one order of Europe's online shop paid by card, with the chargeback it met, if any
create or replace temp table sample_card_orders as
with paid as (
    select
        orders.order_no,
        orders.order_id,
        orders.source_order_id,
        orders.market,
        orders.currency,
        orders.digits,
        orders.book_rate,
        orders.paid_at,
        orders.ordered_on,
        orders.day_no,
        orders.tz,
        orders.store_id,
        totals.total,
        totals.voucher,
        totals.markdown,
        totals.status,
        terms.fee_eur,
        terms.won,
        'sample-corallo-' || lower(orders.currency) as account_id,
        case
            when orders.market in ('IT', 'FR', 'DE') then terms.rate
            when orders.ordered_on >= terms.spell_since and orders.ordered_on < terms.spell_until then terms.spell_rate
            else terms.abroad
        end as rate,
        orders.paid_at
        + to_days(20 + cast(floor(55 * chance(orders.order_no, 160)) as integer))
        + to_seconds(cast(30000 * chance(orders.order_no, 161) as integer)) as opened_at,
        cast(plan.until as timestamp) as ends_at
    from sample_orders as orders
    join sample_totals as totals on totals.order_no = orders.order_no
    cross join sample_terms as terms
    cross join sample_plan as plan
    where orders.is_real and orders.payment_wallet is null and orders.store_id = 'web-europe'
),
decided as (
    select
        *,
        status = 'paid' and chance(order_no, 162) < rate and opened_at < ends_at as is_disputed,
        opened_at + to_days(40 + cast(floor(40 * chance(order_no, 163)) as integer)) as decided_at
    from paid
)
select
    * exclude (rate, won),
    case
        when not is_disputed then null
        when decided_at >= ends_at then 'open'
        when chance(order_no, 164) < won then 'won'
        else 'lost'
    end as outcome,
    row_number() over (
        order by
            status <> 'paid' or is_disputed or currency <> 'EUR'
            or day_no not between (select days - 360 from sample_plan) and (select days - 60 from sample_plan),
            chance(order_no, 165)
    ) as draw
from decided;

-- grain: one money event of card orders; a chargeback costs its fee, which comes back with the money where it is won
create or replace temp table sample_card_events as
with contracts as (
    select
        card.order_no,
        contract.percent,
        contract.fixed_fee,
        row_number() over (partition by card.order_no order by contract.market <> '' desc, contract.since desc) as nth
    from sample_card_orders as card
    join sample_contract as contract
        on
            contract.wallet = 'card'
            and contract.market in ('', card.market)
            and contract.currency in ('', card.currency)
            and contract.since <= cast(timezone(card.tz, card.paid_at) as date)
),
happened as (
    select
        card.*,
        'payment' as txn_type,
        'payment' as source_type,
        'C' || card.order_no as event,
        card.paid_at as happened_at,
        card.total as gross,
        cast(
            -round(cast(card.total as double) * contracts.percent / 100 + contracts.fixed_fee, card.digits)
            as decimal(18, 6)
        ) as fee,
        card.source_order_id as reference,
        null as original
    from sample_card_orders as card
    join contracts on contracts.order_no = card.order_no and contracts.nth = 1
    union all by name
    select
        card.*,
        'refund' as txn_type,
        'refund' as source_type,
        'CR' || back.line_key as event,
        least(
            back.refunded_at + to_hours(cast(floor(96 * chance(back.line_key, 166) ** 2) as integer)),
            card.ends_at - to_hours(1)
        ) as happened_at,
        -back.net as gross,
        cast(0 as decimal(18, 6)) as fee,
        card.source_order_id as reference,
        'C' || card.order_no as original
    from sample_card_orders as card
    join sample_returns as back on back.order_no = card.order_no
    union all by name
    select
        card.*,
        'dispute' as txn_type,
        'dispute' as source_type,
        'CD' || order_no as event,
        opened_at as happened_at,
        -total as gross,
        cast(-round(fee_eur * book_rate, digits) as decimal(18, 6)) as fee,
        source_order_id as reference,
        'C' || order_no as original
    from sample_card_orders as card where is_disputed
    union all by name
    select
        card.*,
        'dispute_reversal' as txn_type,
        'dispute_reversal' as source_type,
        'CW' || order_no as event,
        decided_at as happened_at,
        total as gross,
        cast(round(fee_eur * book_rate, digits) as decimal(18, 6)) as fee,
        source_order_id as reference,
        'C' || order_no as original
    from sample_card_orders as card where outcome = 'won'
    union all by name
    -- given back on the phone: the shop's own books know no such order
    select
        card.*,
        'refund' as txn_type,
        'refund' as source_type,
        'CX' || order_no as event,
        paid_at + to_days(9) as happened_at,
        cast(-round(cast(total as double) / 2, digits) as decimal(18, 6)) as gross,
        cast(0 as decimal(18, 6)) as fee,
        'X' || source_order_id as reference,
        null as original
    from sample_card_orders as card cross join sample_plan as plan
    where draw <= plan.lone_refunds
)
select
    *,
    happened_at + to_days(2) < ends_at as is_settled,
    date_trunc('week', happened_at + to_days(2)) as settled_week
from happened;

-- grain: one account and week: what its payments leave in the reserve, and the week that gives it back
create or replace temp table sample_reserve as
select
    events.account_id,
    events.currency,
    events.settled_week as held_week,
    events.settled_week + to_days(7 * terms.held_weeks) as released_week,
    cast(round(cast(sum(events.gross) as double) * terms.held_share, any_value(events.digits)) as decimal(18, 6))
        as amount
from sample_card_events as events
cross join sample_terms as terms
cross join sample_plan as plan
where
    events.txn_type = 'payment' and events.is_settled and events.settled_week >= terms.held_since
    and events.settled_week + to_days(7) < cast(plan.until as timestamp)
group by events.account_id, events.currency, events.settled_week, terms.held_weeks, terms.held_share;

insert into wallet_transactions (
    txn_id, system, account_id, wallet, provider_txn_id, merchant_ref, original_ref, txn_type, source_type, status,
    occurred_at,
    occurred_on,
    settled_at,
    tz,
    store_key,
    store_id,
    list_amount,
    list_currency,
    buyer_paid,
    disc_merchant,
    gross, fee, net, currency, settlement_batch, file_id, row_no
)
with moved as (
    select
        'sample:' || event as txn_id,
        account_id,
        md5('txn' || event) as provider_txn_id,
        reference as merchant_ref,
        case when original is not null then md5('txn' || original) end as original_ref,
        txn_type,
        source_type,
        is_settled,
        happened_at,
        case when is_settled then happened_at + to_days(2) end as settled_at,
        tz,
        store_id,
        case when txn_type = 'payment' then gross + voucher + markdown else gross end as list_amount,
        gross as buyer_paid,
        case when txn_type = 'payment' then voucher + markdown else 0 end as disc_merchant,
        gross,
        fee,
        currency,
        case when is_settled then account_id || '-' || strftime(settled_week, '%Y%m%d') end as settlement_batch
    from sample_card_events
    union all by name
    select
        'sample:CH' || account_id || strftime(held_week, '%Y%m%d') as txn_id,
        account_id,
        md5('held' || account_id || held_week) as provider_txn_id,
        'transfer' as txn_type,
        'HOLDBACK' as source_type,
        true as is_settled,
        held_week + to_hours(150) as happened_at,
        held_week + to_hours(150) as settled_at,
        'Europe/Rome' as tz,
        -amount as gross,
        0 as fee,
        currency,
        account_id || '-' || strftime(held_week, '%Y%m%d') as settlement_batch
    from sample_reserve where amount > 0
    union all by name
    select
        'sample:CF' || account_id || strftime(held_week, '%Y%m%d') as txn_id,
        account_id,
        md5('released' || account_id || held_week) as provider_txn_id,
        'transfer' as txn_type,
        'RELEASE' as source_type,
        true as is_settled,
        released_week + to_hours(30) as happened_at,
        released_week + to_hours(30) as settled_at,
        'Europe/Rome' as tz,
        amount as gross,
        0 as fee,
        currency,
        account_id || '-' || strftime(released_week, '%Y%m%d') as settlement_batch
    from sample_reserve cross join sample_plan as plan
    where amount > 0 and released_week + to_hours(30) < cast(plan.until as timestamp)
)
select
    txn_id,
    'corallo',
    account_id,
    'card',
    provider_txn_id,
    merchant_ref,
    original_ref,
    txn_type,
    source_type,
    case when is_settled then 'settled' else 'succeeded' end,
    happened_at,
    cast(timezone(tz, happened_at) as date),
    settled_at,
    tz,
    store_id,
    store_id,
    list_amount,
    currency,
    buyer_paid,
    coalesce(disc_merchant, 0),
    gross,
    fee,
    gross + fee,
    currency,
    settlement_batch,
    'sample:cards',
    row_number() over (order by happened_at, txn_id)
from moved
order by happened_at, txn_id;

-- one payout a week and currency; a few come short of what they settle
create or replace temp table sample_card_payouts as
with batches as (
    select
        settlement_batch,
        account_id,
        currency,
        date_trunc('week', min(settled_at)) + to_days(7) as paid_at,
        count(*) as items,
        sum(net) as net
    from wallet_transactions
    where file_id = 'sample:cards' and settlement_batch is not null
    group by settlement_batch, account_id, currency
)
select
    batches.*,
    case
        when
            row_number() over (
                order by
                    currency <> 'EUR' or net < 500
                    or cast(paid_at as date) not between cast(plan.until as date)
                    - 360 and cast(plan.until as date)
                    - 60,
                    md5(settlement_batch)
            ) <= plan.short_payouts
            then cast(37.5 as decimal(18, 6))
        else cast(0 as decimal(18, 6))
    end as short
from batches cross join sample_plan as plan
where net <> 0 and paid_at < cast(plan.until as timestamp);

insert into settlements (
    settlement_id,
    system,
    account_id,
    settlement_batch,
    entry_type,
    source_type,
    occurred_at,
    occurred_on,
    items,
    amount,
    currency, file_id, row_no
)
select
    'sample:' || settlement_batch,
    'corallo',
    account_id,
    settlement_batch,
    'payout',
    'payout',
    paid_at,
    cast(paid_at as date),
    items,
    short - net,
    currency,
    'sample:card_payouts',
    row_number() over (order by settlement_batch)
from sample_card_payouts;
