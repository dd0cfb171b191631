-- grain: wallet and currency, up to a day and with it; opening + paid + refunded + fees + disputed + held + adjusted
-- + converted + differences = paid_out + receivable + untold, and paid_out + bank_differences = in_bank + on_the_way +
-- bank_unknown, to the cent
with
earned as (
    select
        wallet,
        currency,
        sum(opening) as opening,
        sum(paid) as paid,
        sum(refunded) as refunded,
        sum(fees) as fees,
        sum(disputed) as disputed,
        sum(held) as held,
        sum(adjusted) as adjusted,
        sum(converted) as converted,
        sum(case when is_untold then net else 0 end) as untold,
        bool_or(not is_untold) as is_told,
        max(last_payout_on) as last_payout_on,
        max(usual_days) as usual_days
    from wallet_ledger
    where day <= cast($on as date)
    group by wallet, currency
),
sent as (
    select
        wallet,
        currency,
        sum(amount) as paid_out,
        sum(difference) as differences,
        sum(
            case
                when state = 'from_balance' and is_settling or state = 'taken_back' and kind <> 'reversal' then amount
                else 0
            end
        ) as withdrawn,
        sum(case when is_settling then 0 else amount end) as unsettled,
        bool_or(is_settling) as is_settling,
        sum(case when state = 'other_currency' then amount else 0 end) as brought
    from payouts
    where paid_on <= cast($on as date)
    group by wallet, currency
),
at_bank as (
    select
        wallet,
        currency,
        sum(case when booked_on <= cast($on as date) then bank_amount else 0 end) as in_bank,
        sum(case when booked_on <= cast($on as date) then bank_difference else 0 end) as bank_differences,
        sum(
            case
                when paid_on > cast($on as date) then case when booked_on <= cast($on as date) then -amount else 0 end
                when state = 'bank_unknown' or booked_on <= cast($on as date) then 0
                else amount
            end
        ) as on_the_way,
        sum(case when state = 'bank_unknown' and paid_on <= cast($on as date) then amount else 0 end) as bank_unknown,
        bool_or(state <> 'bank_unknown' and paid_on <= cast($on as date)) as is_at_bank
    from bank_matches
    where payout_id is not null
    group by wallet, currency
),
left_over as (
    select wallet, batch_currency as currency, sum(batch_amount) as taken
    from payouts
    where paid_on <= cast($on as date) and state = 'other_currency'
    group by wallet, batch_currency
),
-- what was paid out before its day came counts against the youngest
open_now as (
    select wallet, currency, cast($on as date) - day as age, usual_days, net
    from wallet_ledger
    where not is_untold and day <= cast($on as date) and (closed_on is null or closed_on > cast($on as date))
    union all
    select wallet, currency, 0, usual_days, -net
    from wallet_ledger
    where not is_untold and day > cast($on as date) and closed_on <= cast($on as date)
),
aged as (
    select
        wallet,
        currency,
        sum(case when age <= 3 then net else 0 end) as days_0_3,
        sum(case when age between 4 and 7 then net else 0 end) as days_4_7,
        sum(case when age between 8 and 14 then net else 0 end) as days_8_14,
        sum(case when age >= 15 then net else 0 end) as days_15,
        sum(case when age > usual_days then net else 0 end) as overdue
    from open_now
    group by wallet, currency
),
keys as (
    select wallet, currency from earned
    union
    select wallet, currency from sent
    union
    select wallet, currency from left_over
    union
    select wallet, currency from aged
),
-- a payout that names no batch is of the oldest money; one that was taken back is owed again
withdrawn as (
    select
        keys.wallet,
        keys.currency,
        coalesce(earned.opening, 0) as opening,
        coalesce(earned.paid, 0) as paid,
        coalesce(earned.refunded, 0) as refunded,
        coalesce(earned.fees, 0) as fees,
        coalesce(earned.disputed, 0) as disputed,
        coalesce(earned.held, 0) as held,
        coalesce(earned.adjusted, 0) as adjusted,
        coalesce(earned.converted, 0) + coalesce(sent.brought, 0) - coalesce(left_over.taken, 0) as converted,
        coalesce(sent.differences, 0) as differences,
        coalesce(sent.paid_out, 0) as paid_out,
        coalesce(earned.untold, 0) - coalesce(sent.unsettled, 0) as untold,
        coalesce(earned.is_told, false) or coalesce(sent.is_settling, false) as is_told,
        earned.last_payout_on is not null or sent.wallet is not null as has_payouts,
        earned.last_payout_on,
        earned.usual_days,
        at_bank.in_bank,
        at_bank.bank_differences,
        at_bank.on_the_way,
        at_bank.bank_unknown,
        coalesce(at_bank.is_at_bank, false) as is_at_bank,
        coalesce(sent.withdrawn, 0) as withdrawn,
        coalesce(aged.days_0_3, 0) as d0,
        coalesce(aged.days_4_7, 0) as d4,
        coalesce(aged.days_8_14, 0) as d8,
        coalesce(aged.days_15, 0) as d15,
        case when earned.usual_days is not null then coalesce(aged.overdue, 0) end as overdue
    from keys
    left join earned on earned.wallet = keys.wallet and earned.currency = keys.currency
    left join sent on sent.wallet = keys.wallet and sent.currency = keys.currency
    left join left_over on left_over.wallet = keys.wallet and left_over.currency = keys.currency
    left join at_bank on at_bank.wallet = keys.wallet and at_bank.currency = keys.currency
    left join aged on aged.wallet = keys.wallet and aged.currency = keys.currency
),
first_in as (
    select
        *,
        least(withdrawn, greatest(d15, 0)) as w15,
        least(greatest(withdrawn - greatest(d15, 0), 0), greatest(d8, 0)) as w8,
        least(greatest(withdrawn - greatest(d15, 0) - greatest(d8, 0), 0), greatest(d4, 0)) as w4
    from withdrawn
),
rates as (
    select currency, per_eur from fx_daily
    where day = cast($on as date)
)
select
    first_in.wallet,
    first_in.currency,
    opening,
    paid,
    refunded,
    fees,
    disputed,
    held,
    adjusted,
    converted,
    differences,
    case when has_payouts then paid_out end as paid_out,
    case when is_told then d0 + d4 + d8 + d15 - withdrawn end as receivable,
    untold,
    case when is_told then d0 - (withdrawn - w15 - w8 - w4) end as days_0_3,
    case when is_told then d4 - w4 end as days_4_7,
    case when is_told then d8 - w8 end as days_8_14,
    case when is_told then d15 - w15 end as days_15,
    case when is_told then overdue end as overdue,
    usual_days,
    last_payout_on,
    case when is_at_bank then in_bank end as in_bank,
    case when is_at_bank then bank_differences end as bank_differences,
    case when is_at_bank then on_the_way end as on_the_way,
    case when has_payouts then coalesce(bank_unknown, 0) end as bank_unknown,
    is_told,
    is_at_bank,
    cast(
        case
            when not is_told then null
            when first_in.currency = shop_currency.currency then d0 + d4 + d8 + d15 - withdrawn
            when shop_currency.currency = 'EUR'
                then cast(d0 + d4 + d8 + d15 - withdrawn as double) / nullif(rates.per_eur, 0)
        end as decimal(18, 6)
    ) as receivable_eur,
    cast(
        case
            when not is_told then null
            when first_in.currency = shop_currency.currency then overdue
            when shop_currency.currency = 'EUR' then cast(overdue as double) / nullif(rates.per_eur, 0)
        end as decimal(18, 6)
    ) as overdue_eur,
    cast(
        case
            when not is_at_bank then null
            when first_in.currency = shop_currency.currency then on_the_way
            when shop_currency.currency = 'EUR' then cast(on_the_way as double) / nullif(rates.per_eur, 0)
        end as decimal(18, 6)
    ) as on_the_way_eur
from first_in
cross join shop_currency
left join rates on rates.currency = first_in.currency
order by wallet, currency
