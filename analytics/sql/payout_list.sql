-- grain: one payout that does not equal its batch, one batch without a payout, one payout or entry at the bank without
-- the other, of the days since and before until; largest first
with
unpaid as (
    select
        wallet,
        currency,
        settlement_batch,
        min(day) as day,
        sum(net) as amount,
        max(day) + cast(max(usual_days) as integer) as due_on
    from wallet_ledger
    where closed_on is null and not is_untold and settlement_batch is not null
    group by system, account_id, wallet, currency, settlement_batch
    -- nothing is to be paid of what refunds took back whole
    having sum(net) <> 0
),
items as (
    select
        state,
        paid_on as day,
        wallet,
        currency,
        settlement_batch as payout,
        batch_amount as expected,
        amount as found,
        case when state = 'taken_back' then amount else difference end as difference
    from payouts
    where state in ('differs', 'twice', 'taken_back', 'no_transactions')
    union all
    select 'no_payout_yet', day, wallet, currency, settlement_batch, amount, null, -amount
    from unpaid
    where due_on < (select max(day) from wallet_ledger)
    union all
    select
        state,
        coalesce(paid_on, booked_on),
        wallet,
        currency,
        settlement_batch,
        amount,
        bank_amount,
        coalesce(bank_amount, 0) - coalesce(amount, 0)
    from bank_matches
    where state in ('bank_differs', 'not_in_bank', 'no_payout')
)
select * from items
where day >= cast($since as date) and day < cast($until as date)
order by abs(difference) desc, day, wallet, payout, state
limit cast($rows as bigint)
