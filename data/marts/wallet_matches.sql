-- grain: one order that a wallet paid or should have paid, or one wallet reference without an order; compared to the
-- cent, no tolerance in one currency
with
-- the days that the files of a wallet tell of: only on those can a payment be missing
files as (
    select coalesce(wallet, system) as wallet, file_id, min(occurred_on) as since, max(occurred_on) as until
    from wallet_transactions
    where txn_type = 'payment' and status <> 'failed'
    group by coalesce(wallet, system), file_id
),
spans as (
    select distinct wallet, since, until from files
),
expected as (
    select distinct paid_orders.order_id
    from paid_orders
    join spans on spans.wallet = paid_orders.payment_wallet and paid_orders.paid_on between spans.since and spans.until
),
-- a fee alone, or a dispute, is no payment that could miss its order
moved as (
    select * from wallet_references where payments + refunds > 0
),
-- money also comes for orders that are not counted (unpaid, cancelled): of those nothing was to stay
known as (
    select
        orders.order_id,
        coalesce(paid_orders.market, orders.market, 'unknown') as market,
        orders.channel,
        orders.store_id,
        orders.ordered_on,
        orders.currency,
        orders.payment_wallet,
        paid_orders.order_id is not null as is_counted,
        paid_orders.block,
        case when paid_orders.order_id is null then 0 else coalesce(orders.total, paid_orders.gmv) end as amount,
        coalesce(paid_orders.refund + paid_orders.other_refund, 0) as refunded,
        coalesce(orders.discount_platform, 0) as by_platform
    from orders left join paid_orders on paid_orders.order_id = orders.order_id
),
wanted as (
    select order_id from expected
    union
    select order_id from moved where order_id is not null
),
sides as (
    select
        known.order_id,
        known.market,
        known.channel,
        known.store_id,
        known.ordered_on,
        known.currency as order_currency,
        known.payment_wallet,
        known.amount,
        known.refunded as order_refunded,
        known.by_platform,
        known.is_counted,
        known.block,
        seen.merchant_ref,
        seen.system,
        seen.wallet,
        seen.currency as wallet_currency,
        seen.currencies,
        seen.first_on,
        seen.paid_on,
        seen.settled_on,
        seen.refunded_on,
        seen.paid,
        seen.buyer_paid,
        seen.list_amount,
        seen.refunded,
        seen.list_refunded,
        seen.buyer_refunded,
        seen.other_currency,
        seen.other_paid,
        seen.other_refunded,
        seen.buyer_currency,
        seen.buyer_amount,
        seen.paid_for_buyer_amount,
        seen.fee,
        coalesce(seen.payments, 0) as payments,
        coalesce(seen.refunds, 0) as refunds,
        seen.store_id as wallet_store,
        seen.payer
    from wanted
    join known on known.order_id = wanted.order_id
    left join wallet_references as seen on seen.order_id = wanted.order_id
    union all
    select
        null,
        'unknown',
        'other',
        null,
        null,
        null,
        null,
        0,
        0,
        0,
        false,
        null,
        merchant_ref,
        system,
        wallet,
        currency,
        currencies,
        first_on,
        paid_on,
        settled_on,
        refunded_on,
        paid,
        buyer_paid,
        list_amount,
        refunded,
        list_refunded,
        buyer_refunded,
        other_currency,
        other_paid,
        other_refunded,
        buyer_currency,
        buyer_amount,
        paid_for_buyer_amount,
        fee,
        payments,
        refunds,
        store_id,
        payer
    from moved
    where order_id is null
),
-- an order system may know the price before or after a coupon of the wallet, a marketplace hands on what it bears with
-- what the buyer paid: the reading that agrees to the cent, else what the merchant got
read_as as (
    select
        *,
        coalesce(ordered_on, paid_on, first_on) as day,
        coalesce(order_currency, wallet_currency) as currency,
        case
            when order_id is null then 'gross'
            when payments + refunds = 0 then 'nothing'
            when currencies > 1 then 'several_currencies'
            when order_currency = wallet_currency and amount + order_refunded = paid + refunded then 'gross'
            when
                order_currency = wallet_currency and amount + order_refunded = buyer_paid + buyer_refunded
                then 'buyer_paid'
            when order_currency = wallet_currency and amount + order_refunded = list_amount + list_refunded then 'list'
            when
                order_currency = wallet_currency and by_platform > 0
                and amount + by_platform + order_refunded = paid + refunded
                then 'with_platform'
            when order_currency = wallet_currency then 'gross'
            when order_currency = other_currency and other_paid is not null then 'other_currency'
            else 'converted'
        end as compared
    from sides
),
rated as (
    select
        read_as.*,
        case when read_as.currency = shop_currency.currency then 1 else order_fx.per_eur end as per_eur,
        case when wallet_currency = shop_currency.currency then 1 else wallet_fx.per_eur end as wallet_per_eur,
        case when buyer_currency = shop_currency.currency then 1 else buyer_fx.per_eur end as buyer_per_eur
    from read_as
    cross join shop_currency
    left join fx_daily as order_fx on order_fx.currency = read_as.currency and order_fx.day = read_as.day
    left join
        fx_daily as wallet_fx
        on wallet_fx.currency = read_as.wallet_currency and wallet_fx.day = coalesce(read_as.paid_on, read_as.first_on)
    left join
        fx_daily as buyer_fx
        on buyer_fx.currency = read_as.buyer_currency and buyer_fx.day = coalesce(read_as.paid_on, read_as.first_on)
),
valued as (
    select
        *,
        case compared
            when 'gross' then paid when 'buyer_paid' then buyer_paid when 'list' then list_amount when
                'other_currency'
                then other_paid
            when 'with_platform' then paid - by_platform
            when 'converted' then cast(cast(paid as double) * per_eur / nullif(wallet_per_eur, 0) as decimal(18, 2))
            when 'nothing' then 0
        end as received,
        case compared
            when 'gross' then refunded when 'buyer_paid' then buyer_refunded when 'list' then list_refunded when
                'other_currency'
                then coalesce(other_refunded, 0)
            when 'with_platform' then refunded
            when 'converted' then cast(cast(refunded as double) * per_eur / nullif(wallet_per_eur, 0) as decimal(18, 2))
            when 'nothing' then 0
        end as returned
    from rated
),
differing as (
    select *, received + returned - amount - order_refunded as difference from valued
),
judged as (
    select
        *,
        case
            when order_id is null then 'missing_order'
            when payments + refunds = 0 and is_counted then 'missing_payment'
            when payments = 0 and is_counted then 'missing_payment'
            when difference = 0 then 'matched'
            when compared = 'converted' and abs(difference) <= 0.02 * abs(amount) then 'matched'
            when is_counted and received > 0 and received < amount then 'partial'
            else 'mismatch'
        end as state
    from differing
),
in_euro as (
    select
        order_id,
        merchant_ref,
        coalesce(wallet, payment_wallet) as wallet,
        system,
        market,
        channel,
        coalesce(store_id, wallet_store) as store_id,
        day,
        ordered_on as order_on,
        paid_on,
        settled_on,
        refunded_on,
        amount as order_amount,
        received as wallet_amount,
        currency,
        order_refunded as refunded_order,
        returned as refunded_wallet,
        coalesce(fee, 0) as fee,
        wallet_currency,
        coalesce(paid, 0) as settled_amount,
        difference,
        state,
        case
            when state = 'missing_order' then 'no_order'
            when state = 'missing_payment' and refunds > 0 then 'refund_alone'
            when state = 'missing_payment' then 'no_payment'
            when state = 'matched' and compared = 'converted' then 'within_rate'
            when state = 'matched' and received <> amount then 'agrees_after_refunds'
            when state = 'matched' then 'agrees'
            when compared = 'several_currencies' then 'several_currencies'
            when difference is null then 'no_rate'
            when not is_counted then 'not_counted'
            when state = 'partial' then 'paid_less'
            when received > amount then 'paid_more'
            when difference > 0 then 'refund_not_paid'
            else 'refund_not_ordered'
        end as reason,
        compared,
        payments,
        refunds,
        -- the part of the shop that the order's person is in; of money without one by the payer, else by itself
        coalesce(
            block,
            cast(
                16 * strpos('0123456789abcdef', substr(md5(coalesce(payer, order_id, merchant_ref)), 1, 1))
                + strpos('0123456789abcdef', substr(md5(coalesce(payer, order_id, merchant_ref)), 2, 1))
                - 17 as smallint
            )
        ) as block,
        cast(paid_for_buyer_amount as double) / nullif(buyer_amount, 0) as fx_applied,
        cast(wallet_per_eur as double) / nullif(buyer_per_eur, 0) as fx_mid,
        buyer_amount,
        buyer_currency,
        cast(cast(amount as double) / nullif(per_eur, 0) as decimal(18, 6)) as order_amount_eur,
        cast(cast(received as double) / nullif(per_eur, 0) as decimal(18, 6)) as wallet_amount_eur,
        -- ordered + refunds + exchange rate + not compared + difference = paid, to the last digit
        case
            when state = 'matched' then 0 else cast(cast(difference as double) / nullif(per_eur, 0) as decimal(18, 6))
        end as difference_eur,
        case
            when state = 'matched' then cast(cast(difference as double) / nullif(per_eur, 0) as decimal(18, 6)) else 0
        end as fx_eur,
        cast(cast(coalesce(fee, 0) as double) / nullif(wallet_per_eur, 0) as decimal(18, 6)) as fee_eur,
        cast(cast(paid as double) / nullif(wallet_per_eur, 0) as decimal(18, 6)) as settled_amount_eur
    from judged
)
select
    *,
    case when difference is null then 0 else wallet_amount_eur - order_amount_eur - fx_eur - difference_eur end
        as refunds_eur,
    case when difference is null then coalesce(wallet_amount_eur, 0) - coalesce(order_amount_eur, 0) else 0 end
        as not_compared_eur,
    coalesce(greatest(order_amount_eur, wallet_amount_eur), 0) as value_eur
from in_euro
order by day, order_id, merchant_ref
