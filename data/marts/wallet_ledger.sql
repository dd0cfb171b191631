-- grain: as wallet_movements, with the day on which a payout settled it; untold where no file says whether it was paid
-- out: before all that a known payout of its account settled, in an account without any, in a balance that nothing
-- states
with
settling as (
    select system, account_id, settlement_batch, batch_currency, min(paid_on) as closed_on
    from payouts
    where batch_currency is not null
    group by system, account_id, settlement_batch, batch_currency
),
told as (
    select
        payouts.system,
        payouts.account_id,
        least(min(payouts.paid_on), min(settled.first_on)) as first_on,
        max(payouts.paid_on) as last_on,
        bool_or(payouts.state <> 'from_balance') as by_batch
    from payouts
    left join (
        select
            settling.system,
            settling.account_id,
            min(wallet_movements.day) as first_on
        from settling
        join wallet_movements
            on
                wallet_movements.system = settling.system
                and wallet_movements.account_id = settling.account_id
                and wallet_movements.settlement_batch = settling.settlement_batch
        group by settling.system, settling.account_id
    ) as settled
        on settled.system = payouts.system and settled.account_id = payouts.account_id
    group by payouts.system, payouts.account_id
),
openings as (
    select distinct system, account_id, currency from wallet_movements where has_opening
),
closed as (
    select
        wallet_movements.*,
        settling.closed_on,
        told.last_on as last_payout_on,
        case
            when told.last_on is null then openings.system is null
            when told.by_batch then settling.closed_on is null and wallet_movements.day < told.first_on
            else openings.system is null
        end as is_untold
    from wallet_movements
    left join settling
        on
            settling.system = wallet_movements.system
            and settling.account_id = wallet_movements.account_id
            and settling.settlement_batch = wallet_movements.settlement_batch
            and settling.batch_currency = wallet_movements.currency
    left join openings
        on
            openings.system = wallet_movements.system
            and openings.account_id = wallet_movements.account_id
            and openings.currency = wallet_movements.currency
    left join told
        on told.system = wallet_movements.system and told.account_id = wallet_movements.account_id
),
-- within so many days nineteen of twenty movements of the account were paid out
delays as (
    select system, account_id, currency, quantile_disc(closed_on - day, 0.95) as usual_days
    from closed
    where closed_on is not null
    group by system, account_id, currency
)
select closed.*, delays.usual_days
from closed
left join delays
    on
        delays.system = closed.system
        and delays.account_id = closed.account_id
        and delays.currency = closed.currency
order by day, wallet, account_id
