-- grain: one kind of booking, wallet or market, and currency of the days since and before until; amounts as their files
-- have them, beside what they were worth in the shop's currency on their days (amount_eur; missing where a day has no
-- rate)
with
shares as (
    select
        order_id,
        ordered_on,
        market,
        currency,
        gmv,
        credit,
        coalesce(discount_platform, 0) as by_platform,
        vat,
        case when vat_included then 0 else coalesce(vat, 0) end as vat_on_top,
        case
            when vat is null then null
            when vat_included then cast(vat as double) / nullif(gmv + credit, 0)
            else cast(vat as double) / nullif(gmv + credit + vat, 0)
        end as vat_share
    from paid_orders
),
-- goods given back: refunds on their day, credit notes on their order's; the tax in them is that of their order
returned as (
    select refund_days.refunded_on as day, shares.market, shares.currency, refund_days.amount, shares.vat_share
    from refund_days
    join shares on shares.order_id = refund_days.order_id
    union all
    select ordered_on, market, currency, credit, vat_share
    from shares
    where credit <> 0 and gmv <> 0
),
booked as (
    select
        case when vat is null then 'sale_vat_unknown' else 'sale' end as kind,
        ordered_on as day,
        null as wallet,
        market,
        currency,
        gmv - case when vat is null then 0 else vat - vat_on_top end
        + case when gmv = 0 then credit else 0 end as amount
    from shares
    union all
    select 'vat', ordered_on, null, market, currency, vat from shares
    where vat is not null
    union all
    select 'platform', ordered_on, null, market, currency, by_platform from shares
    union all
    select
        case when vat_share is null then 'return_vat_unknown' else 'return' end,
        day,
        null,
        market,
        currency,
        amount - coalesce(cast(round(cast(amount as double) * vat_share, 2) as decimal(18, 6)), 0)
    from returned
    union all
    select
        'return_vat', day, null, market, currency, cast(round(cast(amount as double) * vat_share, 2) as decimal(18, 6))
    from returned
    where vat_share is not null
    union all
    select 'payment', day, wallet, null, currency, paid from wallet_movements
    union all
    select 'refund', day, wallet, null, currency, refunded from wallet_movements
    union all
    select
        case when marketplaces.system is null then 'fee' else 'commission' end, day, wallet, null, currency, fees
    from wallet_movements
    left join marketplaces on marketplaces.system = wallet_movements.system
    union all
    select 'dispute', day, wallet, null, currency, disputed from wallet_movements
    union all
    select 'reserve', day, wallet, null, currency, held from wallet_movements
    union all
    select 'adjustment', day, wallet, null, currency, adjusted from wallet_movements
    union all
    select 'exchange', day, wallet, null, currency, converted from wallet_movements
    union all
    select
        case when state = 'other_currency' then 'exchanged_payout' else 'payout' end,
        paid_on,
        wallet,
        null,
        currency,
        amount
    from payouts
    union all
    select 'exchanged_batch', paid_on, wallet, null, batch_currency, batch_amount from payouts
    where state = 'other_currency'
    union all
    select 'bank', booked_on, wallet, null, currency, bank_amount from bank_matches
    where payout_id is not null and line_id is not null
    union all
    select 'gift_card_' || movement, day, null, null, currency, amount from gift_card_days
    union all
    select 'bank_charge', booked_on, wallet, null, currency, bank_difference from bank_matches
    where payout_id is not null and line_id is not null
),
valued as (
    select
        booked.*,
        case
            when booked.amount = 0 then cast(0 as decimal(18, 6))
            when booked.currency = shop_currency.currency then cast(booked.amount as decimal(18, 6))
            else cast(cast(booked.amount as double) / nullif(fx_daily.per_eur, 0) as decimal(18, 6))
        end as amount_eur
    from booked
    cross join shop_currency
    left join fx_daily on fx_daily.currency = booked.currency and fx_daily.day = booked.day
    where booked.day >= cast($since as date) and booked.day < cast($until as date)
),
-- what transactions were worth on their days, against what they are worth on the day of their payout
settled as (
    select
        payouts.payout_id,
        payouts.wallet,
        payouts.batch_currency,
        sum(cast(ledger.net as double) / nullif(moved_fx.per_eur, 0)) as worth,
        count(moved_fx.per_eur) = count(*) as is_rated
    from payouts
    join wallet_ledger as ledger
        on
            ledger.system = payouts.system
            and ledger.account_id = payouts.account_id
            and ledger.settlement_batch = payouts.settlement_batch
            and ledger.currency = payouts.batch_currency
    cross join shop_currency
    left join fx_daily as moved_fx on moved_fx.currency = ledger.currency and moved_fx.day = ledger.day
    where
        payouts.paid_on >= cast($since as date)
        and payouts.paid_on < cast($until as date)
        and payouts.batch_currency <> shop_currency.currency
    group by payouts.payout_id, payouts.wallet, payouts.batch_currency
),
differing as (
    select
        'exchange_difference' as kind,
        settled.wallet,
        settled.batch_currency as currency,
        case
            when settled.is_rated
                then
                    cast(
                        cast(payouts.batch_amount as double) / nullif(fx_daily.per_eur, 0) - settled.worth
                        as decimal(18, 6)
                    )
        end as amount_eur
    from settled
    join payouts on payouts.payout_id = settled.payout_id
    left join fx_daily on fx_daily.currency = settled.batch_currency and fx_daily.day = payouts.paid_on
    union all
    select
        'exchange_of_payout',
        payouts.wallet,
        payouts.currency,
        cast(
            cast(payouts.amount as double)
            / case when payouts.currency = shop_currency.currency then 1 else nullif(own_fx.per_eur, 0) end
            - cast(payouts.batch_amount as double)
            / case when payouts.batch_currency = shop_currency.currency then 1 else nullif(batch_fx.per_eur, 0) end
            as decimal(18, 6)
        )
    from payouts
    cross join shop_currency
    left join fx_daily as own_fx on own_fx.currency = payouts.currency and own_fx.day = payouts.paid_on
    left join fx_daily as batch_fx on batch_fx.currency = payouts.batch_currency and batch_fx.day = payouts.paid_on
    where
        payouts.state = 'other_currency'
        and payouts.paid_on >= cast($since as date)
        and payouts.paid_on < cast($until as date)
    union all
    -- a payout on its way, from the day it was sent to the day it came
    select
        'exchange_on_the_way',
        bank_matches.wallet,
        bank_matches.currency,
        cast(
            cast(bank_matches.amount as double) / nullif(came_fx.per_eur, 0)
            - cast(bank_matches.amount as double) / nullif(sent_fx.per_eur, 0) as decimal(18, 6)
        )
    from bank_matches
    cross join shop_currency
    left join fx_daily as came_fx on came_fx.currency = bank_matches.currency and came_fx.day = bank_matches.booked_on
    left join fx_daily as sent_fx on sent_fx.currency = bank_matches.currency and sent_fx.day = bank_matches.paid_on
    where
        bank_matches.payout_id is not null
        and bank_matches.booked_on >= cast($since as date)
        and bank_matches.booked_on < cast($until as date)
        and bank_matches.currency <> shop_currency.currency
)
select
    kind,
    wallet,
    market,
    currency,
    cast(round(sum(amount), 2) as decimal(18, 2)) as amount,
    case when count(amount_eur) = count(*) then cast(round(sum(amount_eur), 2) as decimal(18, 2)) end as amount_eur
from valued
group by kind, wallet, market, currency
having sum(abs(amount)) > 0
union all
select
    kind,
    wallet,
    null,
    currency,
    0,
    case when count(amount_eur) = count(*) then cast(round(sum(amount_eur), 2) as decimal(18, 2)) end
from differing
group by kind, wallet, currency
order by kind, wallet, market, currency
