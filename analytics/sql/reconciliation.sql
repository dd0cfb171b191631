-- grain: one state of reconciliation; by the order's day, else the payment's
select
    state,
    sum(rows) as rows,
    sum(payments) as payments,
    sum(refunds) as refunds,
    sum(order_amount_eur) as order_amount_eur,
    sum(refunds_eur) as refunds_eur,
    sum(fx_eur) as fx_eur,
    sum(not_compared_eur) as not_compared_eur,
    sum(wallet_amount_eur) as wallet_amount_eur,
    sum(value_eur) as value_eur,
    sum(difference_eur) as difference_eur,
    sum(gap_eur) as gap_eur,
    sum(rows_without_rate) as rows_without_rate
from reconciliation_daily
where day >= cast($since as date) and day < cast($until as date)
group by state
order by state
