-- grain: month of payment (its first day) and wallet; euro at the ECB rate of the day
with paid as (
    select
        cast(date_trunc('month', paid_on) as date) as month,
        wallet,
        payments,
        settled_amount_eur,
        fee_eur,
        -- what the buyer paid, in the wallet's currency at the ECB rate, brought to euro by the rate of the settled
        -- amount
        case when fx_applied > 0 and fx_mid > 0 then cast(settled_amount_eur as double) * fx_mid / fx_applied end
            as mid_eur,
        case when fx_applied > 0 and fx_mid > 0 then settled_amount_eur end as converted_eur,
        case when fx_applied > 0 and fx_mid > 0 then fee_eur end as converted_fee_eur
    from wallet_matches
    where paid_on >= cast($since as date) and paid_on < cast($until as date) and payments > 0
)
select
    month,
    wallet,
    sum(payments) as payments,
    sum(settled_amount_eur) as settled_eur,
    sum(fee_eur) as fee_eur,
    sum(converted_eur) as converted_eur,
    sum(mid_eur) as mid_eur,
    cast(-sum(fee_eur) as double) / nullif(greatest(sum(settled_amount_eur), 0), 0) as take_rate,
    1 - cast(sum(converted_eur) as double) / nullif(greatest(sum(mid_eur), 0), 0) as fx_drag,
    1
    - cast(sum(converted_eur) + sum(converted_fee_eur) as double)
    / nullif(greatest(sum(mid_eur), 0), 0) as effective_cost
from paid
group by month, wallet
order by month, wallet
