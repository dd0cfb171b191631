-- grain: one payout with its entry at the bank, if any, or one entry of a wallet or provider without a known payout;
-- bank_difference is the entry less the payout, to the cent
with
-- by the payout's number in the bank's words, else by payer, amount and days
fitting as (
    select
        payouts.payout_id,
        bank_lines.line_id,
        coalesce(
            length(payouts.settlement_batch) >= 6
            and contains(lower(bank_lines.reference), lower(payouts.settlement_batch)), false
        )
        or coalesce(
            length(payouts.provider_txn_id) >= 6
            and contains(lower(bank_lines.reference), lower(payouts.provider_txn_id)), false
        ) as by_number,
        bank_lines.amount = payouts.amount as is_equal,
        abs(bank_lines.booked_on - payouts.paid_on) as days
    from payouts
    join bank_lines
        on
            bank_lines.currency = payouts.currency
            and bank_lines.booked_on between payouts.paid_on - 3 and payouts.paid_on + 31
            and (
                bank_lines.payer in (payouts.wallet, payouts.system)
                or (
                    bank_lines.payer in ('alipay', 'antom')
                    and (
                        payouts.wallet in ('alipay', 'alipayhk')
                        or payouts.system in ('alipay_cn', 'alipay_global', 'antom')
                    )
                )
                or (bank_lines.payer = 'stripe' and payouts.system = 'woopayments')
            )
),
candidates as (
    select
        *,
        row_number() over (partition by payout_id order by by_number desc, is_equal desc, days, line_id) as of_payout,
        row_number() over (partition by line_id order by by_number desc, is_equal desc, days, payout_id) as of_line
    from fitting
    where by_number or (is_equal and days <= 10)
),
matched as (
    select * from candidates
    where of_payout = 1 and of_line = 1
),
pairs as (
    select
        payouts.payout_id,
        payouts.system,
        payouts.account_id,
        payouts.wallet,
        payouts.settlement_batch,
        payouts.currency,
        payouts.amount,
        payouts.paid_on,
        bank_lines.line_id,
        bank_lines.booked_on,
        bank_lines.amount as bank_amount
    from payouts
    left join matched on matched.payout_id = payouts.payout_id
    left join bank_lines on bank_lines.line_id = matched.line_id
),
-- within so many days nineteen of twenty payouts reached the bank
arrivals as (
    select currency, greatest(quantile_disc(booked_on - paid_on, 0.95), 0) as usual_days
    from pairs
    where line_id is not null
    group by currency
),
due as (
    select pairs.*, pairs.paid_on + cast(coalesce(arrivals.usual_days, 5) as integer) as due_on
    from pairs
    left join arrivals on arrivals.currency = pairs.currency
),
seen as (
    select
        due.payout_id,
        coalesce(bool_or(due.paid_on between bank_days.first_on and bank_days.last_on), false) as sent_is_seen,
        coalesce(bool_or(due.due_on between bank_days.first_on and bank_days.last_on), false) as due_is_seen
    from due
    left join bank_days on bank_days.currency = due.currency
    group by due.payout_id
)
select
    due.payout_id,
    due.line_id,
    due.system,
    due.wallet,
    due.currency,
    due.settlement_batch,
    due.paid_on,
    due.booked_on,
    due.amount,
    due.bank_amount,
    due.bank_amount - due.amount as bank_difference,
    case
        when due.line_id is not null and due.bank_amount = due.amount then 'in_bank'
        when due.line_id is not null then 'bank_differs'
        when seen.sent_is_seen and seen.due_is_seen then 'not_in_bank'
        when seen.sent_is_seen then 'on_the_way'
        else 'bank_unknown'
    end as state
from due
join seen on seen.payout_id = due.payout_id
union all
select
    null,
    bank_lines.line_id,
    bank_lines.system,
    bank_lines.payer,
    bank_lines.currency,
    bank_lines.reference,
    null,
    bank_lines.booked_on,
    null,
    bank_lines.amount,
    null,
    'no_payout'
from bank_lines
left join matched on matched.line_id = bank_lines.line_id
where matched.line_id is null
order by all
