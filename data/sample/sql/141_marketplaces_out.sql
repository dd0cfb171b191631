-- grain: one order of a marketplace: it takes its commission, and pays out by the week in China, by the month in Europe
create or replace temp table sample_marketplace_orders as
with sold as (
    select
        orders.order_no,
        orders.source_order_id,
        orders.currency,
        orders.digits,
        orders.paid_at,
        orders.tz,
        orders.store_id,
        split_part(orders.store_id, '-', 1) as marketplace,
        cast(timezone(orders.tz, orders.paid_at) as date) as charged_on,
        totals.total,
        totals.voucher,
        totals.voucher_platform,
        totals.markdown
    from sample_orders as orders join sample_totals as totals on totals.order_no = orders.order_no
    where orders.is_real and orders.channel = 'marketplace'
)
select sold.*, contract.percent
from sold
asof join sample_contract as contract
    on contract.wallet = sold.marketplace and sold.charged_on >= contract.since;

-- grain: one money event of them. In China a commission is an entry of its own, in Europe it stands with the payment;
-- either gives it back with the money of what comes back.
create or replace temp table sample_marketplace_events as
with money as (
    select
        sold.*,
        'payment' as txn_type,
        'M' || order_no as event,
        paid_at as happened_at,
        total as own,
        voucher_platform as platform,
        null as original
    from sample_marketplace_orders as sold
    union all by name
    select
        sold.* exclude (voucher_platform),
        'refund' as txn_type,
        'MR' || back.line_key as event,
        least(
            back.refunded_at + to_hours(cast(floor(48 * chance(back.line_key, 170)) as integer)),
            (select cast(until as timestamp) - to_hours(1) from sample_plan)
        ) as happened_at,
        -back.net as own,
        -back.voucher_platform as platform,
        'M' || sold.order_no as original
    from sample_marketplace_orders as sold join sample_returns as back on back.order_no = sold.order_no
),
charged as (
    select
        *,
        own + platform as gross,
        cast(-round(cast(own + platform as double) * percent / 100, digits) as decimal(18, 6)) as commission
    from money
)
select
    * exclude (gross),
    gross,
    case
        when marketplace = 'yunshang' and txn_type = 'payment' then cast(0 as decimal(18, 6))
        else commission
    end as fee
from charged
union all by name
select
    * exclude (txn_type, event, own, platform, gross, original),
    'fee' as txn_type,
    'MF' || order_no as event,
    commission as own,
    cast(0 as decimal(18, 6)) as platform,
    commission as gross,
    cast(0 as decimal(18, 6)) as fee,
    event as original
from charged
where marketplace = 'yunshang' and txn_type = 'payment' and commission <> 0;

insert into wallet_transactions (
    txn_id, system, account_id, provider_txn_id, merchant_ref, original_ref, txn_type, source_type, status,
    occurred_at,
    occurred_on,
    settled_at,
    tz,
    store_key,
    store_id,
    list_amount,
    list_currency,
    buyer_paid,
    disc_platform,
    disc_merchant, gross, fee, net, currency, settlement_batch, file_id, row_no
)
with settling as (
    select
        *,
        happened_at + to_days(case marketplace when 'yunshang' then 10 else 14 end) as settles_at,
        cast(plan.until as timestamp) as ends_at
    from sample_marketplace_events cross join (select until from sample_plan) as plan
)
select
    'sample:' || event,
    marketplace,
    'sample-' || marketplace,
    md5('txn' || event),
    source_order_id,
    case when original is not null then md5('txn' || original) end,
    txn_type,
    case txn_type when 'fee' then '佣金' else txn_type end,
    case when settles_at < ends_at then 'settled' else 'succeeded' end,
    happened_at,
    cast(timezone(tz, happened_at) as date),
    case when settles_at < ends_at then settles_at end,
    tz,
    store_id,
    store_id,
    case when txn_type = 'payment' then gross + voucher - platform + markdown else gross end,
    currency,
    own,
    platform,
    case when txn_type = 'payment' then markdown + voucher - platform else 0 end,
    gross,
    fee,
    gross + fee,
    currency,
    case
        when settles_at < ends_at
            then
                'sample-' || marketplace || '-'
                || strftime(
                    date_trunc(case marketplace when 'yunshang' then 'week' else 'month' end, settles_at), '%Y%m%d'
                )
    end,
    'sample:' || marketplace,
    row_number() over (order by happened_at, event)
from settling
order by happened_at, event;

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
with batches as (
    select
        system,
        account_id,
        settlement_batch,
        currency,
        case system
            when 'yunshang' then date_trunc('week', min(settled_at)) + to_days(7)
            else date_trunc('month', min(settled_at)) + to_months(1) + to_days(4)
        end as paid_at,
        count(*) as items,
        sum(net) as net
    from wallet_transactions
    where system in ('yunshang', 'piazza') and settlement_batch is not null
    group by system, account_id, settlement_batch, currency
)
select
    'sample:' || settlement_batch,
    system,
    account_id,
    settlement_batch,
    'payout',
    'payout',
    paid_at,
    cast(paid_at as date),
    items,
    -net,
    currency,
    'sample:' || system || '_payouts',
    row_number() over (order by settlement_batch)
from batches cross join sample_plan as plan
where net <> 0 and paid_at < cast(plan.until as timestamp);
