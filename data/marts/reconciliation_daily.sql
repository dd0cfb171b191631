-- grain: day (of the order, else of the payment), market, channel, store, wallet, currency, state; every column adds up
select
    day,
    market,
    channel,
    store_id,
    wallet,
    currency,
    state,
    count(*) as rows,
    sum(payments) as payments,
    sum(refunds) as refunds,
    sum(order_amount) as order_amount,
    sum(wallet_amount) as wallet_amount,
    sum(difference) as difference,
    sum(order_amount_eur) as order_amount_eur,
    sum(wallet_amount_eur) as wallet_amount_eur,
    sum(difference_eur) as difference_eur,
    sum(refunds_eur) as refunds_eur,
    sum(fx_eur) as fx_eur,
    sum(not_compared_eur) as not_compared_eur,
    sum(value_eur) as value_eur,
    sum(abs(difference_eur)) as gap_eur,
    sum(fee_eur) as fee_eur,
    sum(settled_amount_eur) as settled_amount_eur,
    sum(case when wallet_amount_eur is null then 1 else 0 end) as rows_without_rate
from wallet_matches
group by day, market, channel, store_id, wallet, currency, state
order by day, market, channel
