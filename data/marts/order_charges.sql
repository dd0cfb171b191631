-- grain: one order of which a payment is loaded: what wallets, providers and marketplaces charged for it, less what
-- they gave back, in the shop's currency at the rates of the days; missing where a day has no rate
with moved as (
    select
        wallet_links.order_id,
        money.txn_type,
        -(money.fee + case when money.txn_type = 'fee' then money.gross else 0 end) as charged,
        case when money.currency = shop_currency.currency then 1 else fx_daily.per_eur end as per_eur
    from wallet_links
    join wallet_transactions as money on money.txn_id = wallet_links.txn_id
    cross join shop_currency
    left join fx_daily on fx_daily.currency = money.currency and fx_daily.day = money.occurred_on
    where wallet_links.order_id is not null
)
select
    order_id,
    case
        when count(case when charged <> 0 and per_eur is null then 1 end) = 0
            then
                cast(
                    coalesce(sum(case when charged <> 0 then cast(charged as double) / per_eur end), 0)
                    as decimal(18, 6)
                )
    end as charged_eur
from moved
group by order_id
having count(case when txn_type = 'payment' then 1 end) > 0
order by order_id
