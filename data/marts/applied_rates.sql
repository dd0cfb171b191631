-- grain: one order that a wallet brought from the buyer's currency to euro: the rate it applied, units of that currency
-- for one euro, to nine places (any engine's last digits)
select
    order_id,
    min(buyer_currency) as currency,
    cast(
        cast(sum(buyer_amount) / sum(cast(buyer_amount as double) * fx_applied) as decimal(24, 9)) as decimal(24, 12)
    ) as per_eur
from wallet_matches
where
    order_id is not null
    and wallet_currency = 'EUR'
    and buyer_currency <> 'EUR'
    and buyer_amount > 0
    and fx_applied > 0
group by order_id
having count(distinct buyer_currency) = 1
