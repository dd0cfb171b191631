-- grain: the one row of what wallets, cards and marketplaces cost, kept back and got wrong; overcharges in euro at
-- the last fixing on or before the day
with charged as (
    select
        events.payment_wallet as wallet,
        orders.market,
        events.currency,
        events.charged_on,
        events.own + events.platform as paid,
        cast(
            round(cast(events.own + events.platform as double) * events.fee_rate, events.digits) as decimal(18, 6)
        ) as charged,
        cast(events.own + events.platform as double) * contract.percent / 100 as agreed,
        case when events.currency = 'EUR' then 1 else mid.rate end as rate
    from sample_events as events
    join sample_orders as orders on orders.order_no = events.order_no
    cross join sample_terms as terms
    asof join (select * from sample_contract where wallet = 'alipay' and market = 'CN' and currency = '') as contract
        on events.payment_wallet = contract.wallet and events.charged_on >= contract.since
    asof left join fx_rates as mid on mid.quote = events.currency and events.charged_on >= mid.rate_on
    where
        events.txn_type = 'payment' and orders.market = 'CN'
        and events.payment_wallet = terms.over_wallet and events.currency = terms.over_currency
        and events.charged_on >= terms.over_since and events.charged_on < terms.over_until
        -- what bears no order's number has no market, and so no contract
        and not (events.error = 'missing_order' and events.part = 2)
),
over as (
    select
        wallet,
        market,
        currency,
        'other than agreed' as cause,
        min(charged_on) as first_on,
        max(charged_on) as last_on,
        count(*) as payments,
        cast(sum(paid) as double) as paid,
        cast(sum(charged) as double) as charged,
        round(sum(agreed), 4) as agreed,
        round(sum((charged - agreed) / rate), 4) as over_eur
    from charged
    group by all
),
kept as (
    select
        currency,
        cast(sum(amount) as double) as held,
        cast(coalesce(sum(amount) filter (released_week + to_hours(30) < cast(plan.until as timestamp)), 0) as double)
            as released
    from sample_reserve cross join sample_plan as plan
    where amount > 0
    group by currency
),
commissions as (
    select
        marketplace,
        currency,
        cast(sum(gross) filter (txn_type = 'payment') as double) as paid,
        -cast(sum(commission) filter (txn_type = 'payment') as double) as charged,
        cast(sum(commission) filter (txn_type = 'refund') as double) as given_back
    from sample_marketplace_events
    where txn_type <> 'fee'
    group by marketplace, currency
)
select to_json({
    'contracts': (
        select
            list({
                'wallet': wallet,
                'market': market,
                'currency': currency,
                'since': since,
                'percent': percent,
                'fixed_fee': fixed_fee
            } order by row_no)
        from sample_contract
    ),
    'charged_above_contract': (select coalesce(list(over order by cause, currency), []) from over),
    'reserve': (
        select
            coalesce(list({
                'currency': currency,
                'held': held,
                'released': released,
                'kept': round(held - released, 6)
            } order by currency), [])
        from kept
    ),
    'disputes': (
        select
            coalesce(list({
                'order_id': order_id,
                'market': market,
                'currency': currency,
                'amount': cast(total as double),
                'fee': cast(round(fee_eur * book_rate, digits) as double),
                'opened_on': cast(timezone(tz, opened_at) as date),
                'decided_on': case when outcome <> 'open' then cast(timezone(tz, decided_at) as date) end,
                'outcome': outcome
            } order by order_no), [])
        from sample_card_orders where is_disputed
    ),
    'commissions': (select coalesce(list(commissions order by marketplace), []) from commissions),
    'short_payouts': (
        select
            coalesce(list({
                'payout': settlement_batch,
                'currency': currency,
                'short': cast(short as double)
            } order by settlement_batch), [])
        from sample_card_payouts where short > 0
    ),
    'lone_refunds': (
        select
            coalesce(list({
                'reference': reference,
                'currency': currency,
                'amount': cast(gross as double),
                'on': cast(timezone(tz, happened_at) as date)
            } order by reference), [])
        from sample_card_events where event like 'CX%'
    )
});
