-- grain: part of the persons and days from payment to settlement (null: not settled, not said, or not paid in the
-- period); agreement by the order's day, else the payment's, costs and days by the payment's
with moved as (
    select
        *,
        day >= cast($since as date) and day < cast($until as date) as is_here,
        coalesce(paid_on >= cast($since as date) and paid_on < cast($until as date), false) and payments > 0
            as is_paid,
        coalesce(fx_applied > 0 and fx_mid > 0, false) as is_converted
    from wallet_matches
)
select
    block,
    case when is_paid then date_diff('day', paid_on, settled_on) end as days,
    sum(case when is_here then 1 else 0 end) as rows_here,
    sum(case when is_here and state <> 'matched' then 1 else 0 end) as unmatched,
    sum(case when is_here then value_eur else 0 end) as value_eur,
    sum(case when is_here and state = 'matched' then value_eur else 0 end) as matched_eur,
    sum(case when is_here and state <> 'matched' then coalesce(abs(difference_eur), 0) else 0 end) as gap_eur,
    sum(case when is_paid then payments else 0 end) as payments,
    sum(case when is_paid then coalesce(settled_amount_eur, 0) else 0 end) as settled_eur,
    sum(case when is_paid then coalesce(fee_eur, 0) else 0 end) as fee_eur,
    sum(case when is_paid and is_converted then payments else 0 end) as converted,
    sum(case when is_paid and is_converted then coalesce(settled_amount_eur, 0) else 0 end) as converted_eur,
    sum(
        case
            when is_paid and is_converted then coalesce(cast(settled_amount_eur as double) * fx_mid / fx_applied, 0)
            else 0
        end
    ) as mid_eur
from moved
where is_here or is_paid
group by block, case when is_paid then date_diff('day', paid_on, settled_on) end
order by block, days
