-- grain: one order paid by wallet that the wallet's books know, with the error put into it, if any: each error has an
-- exact count
create or replace temp table sample_wallet_orders as
with paid as (
    select
        orders.order_no,
        orders.order_id,
        orders.source_order_id,
        orders.payment_wallet,
        orders.currency,
        orders.paid_at,
        orders.tz,
        orders.store_id,
        orders.day_no,
        orders.channel,
        orders.digits,
        orders.customer_id,
        totals.total,
        totals.voucher,
        totals.voucher_platform,
        totals.markdown,
        totals.goods_gross,
        totals.shipping,
        totals.promotion_id,
        totals.label,
        totals.status,
        totals.returned,
        row_number()
            over (order by totals.status <> 'paid' or orders.day_no > plan.days - 45, chance(orders.order_no, 150))
            as draw
    from sample_orders as orders
    join sample_totals as totals on totals.order_no = orders.order_no
    cross join sample_plan as plan
    where orders.is_real and orders.payment_wallet is not null
)
select
    paid.*,
    case
        when draw <= missing_payments then 'missing_payment'
        when draw <= missing_payments + missing_orders then 'missing_order'
        when draw <= missing_payments + missing_orders + mismatches then 'mismatch'
        when draw <= missing_payments + missing_orders + mismatches + partials then 'partial'
        when draw <= missing_payments + missing_orders + mismatches + partials + paid_in_two then 'paid_in_two'
        else 'sound'
    end as error,
    case
        when payment_wallet = 'alipay' and currency = 'EUR' then 'sample-alipay-crossborder' when
            payment_wallet = 'alipayhk'
            then 'sample-alipay-hk'
        else 'sample-' || payment_wallet || '-china'
    end as account_id,
    case
        when currency = 'EUR' then 3 + cast(4 * chance(order_no, 151) as integer) else
            1 + cast(chance(order_no, 151) < 0.2 as integer)
    end as settle_days
from paid cross join sample_plan;

-- grain: one money event before fee and conversion; `own` is what the order paid for it, without what the platform adds
create or replace temp table sample_events as
with parts as (
    select
        *,
        unnest(case when error in ('paid_in_two', 'missing_order') then [1, 2] else [1] end) as part
    from sample_wallet_orders where error <> 'missing_payment'
),
payments as (
    select
        parts.*,
        'payment' as txn_type,
        'P' || order_no || '-' || part as event,
        paid_at + to_hours(24 * (part - 1)) as happened_at,
        case
            when
                error = 'paid_in_two' and part = 1
                then cast(round(cast(total as double) * 0.3, digits) as decimal(18, 6))
            when error = 'paid_in_two' then total - cast(round(cast(total as double) * 0.3, digits) as decimal(18, 6))
            when
                error = 'partial'
                then cast(round(cast(total as double) * (0.3 + 0.3 * chance(order_no, 152)), digits) as decimal(18, 6))
            when
                error = 'mismatch'
                then total + cast(greatest(round(cast(total as double) * 0.07, digits), 1) as decimal(18, 6))
            else total
        end as own,
        case
            when error = 'paid_in_two' and part = 1 or error = 'partial' then cast(0 as decimal(18, 6)) else
                voucher_platform
        end as platform,
        null as refund_ref
    from parts
),
refunds_paid as (
    select
        paid.* exclude (part),
        1 as part,
        'refund' as txn_type,
        'R' || back.line_key as event,
        least(
            back.refunded_at + to_hours(cast(floor(96 * chance(back.line_key, 153) ** 2) as integer)),
            (select cast(until as timestamp) - to_hours(1) from sample_plan)
        ) as happened_at,
        -back.net as own,
        -back.voucher_platform as platform,
        'REF' || back.line_key as refund_ref
    from (select * from parts where part = 1) as paid join sample_returns as back on back.order_no = paid.order_no
),
events as (
    select *, cast(timezone(tz, happened_at) as date) as charged_on from payments
    union all by name
    select *, cast(timezone(tz, paid_at) as date) as charged_on from refunds_paid
),
-- in euro the wallet converts and takes what its contract says of abroad, whoever pays
agreed as (
    select events.*, contract.percent
    from events
    asof join
        (
            select wallet, since, percent, market
            from sample_contract
            where currency = '' and (market = 'CN' or wallet <> 'alipay')
        ) as contract
        on events.payment_wallet = contract.wallet and events.charged_on >= contract.since
)
select
    agreed.*,
    case
        when payment_wallet = 'alipay' and agreed.currency = 'EUR' then abroad.percent
        when
            payment_wallet = terms.over_wallet and agreed.currency = terms.over_currency
            and charged_on >= terms.over_since and charged_on < terms.over_until
            then terms.over_percent
        else agreed.percent
    end / 100 as fee_rate
from agreed
cross join sample_terms as terms
join sample_contract as abroad
    on abroad.wallet = 'alipay' and abroad.market = 'CN' and abroad.currency = 'EUR';

insert into wallet_transactions (
    txn_id,
    system,
    account_id,
    wallet,
    provider_txn_id,
    merchant_ref,
    merchant_refund_ref,
    original_ref,
    order_id,
    txn_type,
    source_type,
    status,
    occurred_at,
    occurred_on,
    settled_at,
    tz,
    store_key,
    store_id,
    terminal_id,
    operator_id,
    customer_id,
    list_amount,
    list_currency,
    buyer_paid,
    disc_platform,
    disc_merchant,
    disc_unknown,
    gross,
    fee,
    net,
    currency,
    buyer_amount,
    buyer_currency,
    fx_rate,
    fx_pair, coupon_label, settlement_batch, remark, file_id, row_no, row_hash
)
with money as (
    select
        events.*,
        own + platform as gross,
        cast(-round(cast(own + platform as double) * fee_rate, digits) as decimal(18, 6)) as fee,
        cast(timezone(tz, happened_at) as date) as happened_on,
        mid.rate as mid,
        happened_at + to_days(settle_days) as settles_at
    from sample_events as events
    asof left join
        (select * from fx_rates where quote = 'CNY') as mid
        on cast(events.happened_at as date) >= mid.rate_on
),
converted as (
    select
        *,
        happened_at + to_days(settle_days) < (select cast(until as timestamp) from sample_plan) as is_settled,
        case
            when
                account_id = 'sample-alipay-crossborder'
                then cast(round(cast(mid as double) * (1.002 + 0.005 * chance(order_no, 154)), 5) as decimal(24, 12))
        end as rate
    from money
)
select
    'sample:' || event,
    'sample',
    account_id,
    payment_wallet,
    md5('txn' || event),
    case when error = 'missing_order' and event like 'P%-2' then 'X' || source_order_id else source_order_id end,
    refund_ref,
    case when txn_type = 'refund' then md5('txnP' || order_no || '-1') end,
    null,
    txn_type,
    txn_type,
    case when is_settled then 'settled' else 'succeeded' end,
    happened_at,
    happened_on,
    case when is_settled then settles_at end,
    tz,
    store_id,
    store_id,
    null,
    null,
    null,
    case when txn_type = 'payment' then gross + voucher - voucher_platform + markdown else gross end,
    currency,
    own,
    platform,
    case when txn_type = 'payment' then markdown + voucher - voucher_platform else 0 end,
    0,
    gross,
    fee,
    gross + fee,
    currency,
    case
        when rate is not null then cast(round(cast(own as double) * cast(rate as double), 2) as decimal(18, 6)) when
            currency <> 'EUR'
            then own
    end,
    case when rate is not null then 'CNY' when currency <> 'EUR' then currency end,
    rate,
    case when rate is not null then 'EUR/CNY' end,
    case when platform <> 0 then label end,
    case when is_settled then account_id || '-' || strftime(date_trunc('week', settles_at), '%Y%m%d') end,
    null,
    'sample:wallet',
    row_number() over (order by happened_at, event),
    null
from converted
order by happened_at, event;

-- one payout a week and account
insert into settlements (
    settlement_id,
    system,
    account_id,
    settlement_batch,
    entry_type,
    source_type,
    merchant_ref,
    provider_txn_id,
    occurred_at,
    occurred_on,
    items, gross, fee, amount, balance, currency, remark, file_id, row_no, row_hash
)
select
    'sample:' || settlement_batch,
    'sample',
    account_id,
    settlement_batch,
    'payout',
    'payout',
    null,
    null,
    date_trunc('week', min(settled_at)) + to_days(7),
    cast(date_trunc('week', min(settled_at)) + to_days(7) as date),
    count(*),
    null,
    null,
    -sum(net),
    null,
    currency,
    null,
    'sample:settlements',
    row_number() over (order by settlement_batch),
    null
from wallet_transactions
where settlement_batch is not null and file_id = 'sample:wallet'
group by settlement_batch, account_id, currency
having date_trunc('week', min(settled_at)) + to_days(7) < (select cast(until as timestamp) from sample_plan);
