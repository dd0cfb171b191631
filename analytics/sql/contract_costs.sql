-- grain: month, wallet, market and currency: what was charged for payments against what the contract of their day says;
-- agreed is missing where no contract is loaded for all of them
with
-- of a payment whose market is not known nobody can say which of a wallet's contracts is its own
split as (
    select distinct wallet from wallet_contracts
    where market <> ''
),
fitting as (
    select
        wallet_fees.*,
        case when wallet_fees.market <> 'unknown' or split.wallet is null then wallet_contracts.percent end as percent,
        wallet_contracts.fixed_fee,
        wallet_contracts.currency as fee_currency,
        row_number() over (
            partition by
                wallet_fees.day,
                wallet_fees.wallet,
                wallet_fees.system,
                wallet_fees.market,
                wallet_fees.channel,
                wallet_fees.store_id,
                wallet_fees.currency
            order by
                wallet_contracts.wallet = wallet_fees.wallet desc,
                wallet_contracts.market <> '' desc,
                wallet_contracts.since desc
        ) as nth
    from wallet_fees
    left join wallet_contracts
        on
            wallet_contracts.wallet in (wallet_fees.wallet, wallet_fees.system)
            and wallet_contracts.market in ('', wallet_fees.market)
            and wallet_contracts.since <= wallet_fees.day
    left join split on split.wallet = wallet_contracts.wallet
    where wallet_fees.day >= cast($since as date) and wallet_fees.day < cast($until as date)
),
priced as (
    select
        fitting.*,
        case
            when fixed_fee = 0 or fee_currency = fitting.currency
                then cast(paid * percent / 100 + payments * fixed_fee as decimal(18, 6))
        end as agreed,
        case when fitting.currency = shop_currency.currency then 1 else fx_daily.per_eur end as per_eur
    from fitting
    cross join shop_currency
    left join fx_daily on fx_daily.currency = fitting.currency and fx_daily.day = fitting.day
    where nth = 1
)
select
    cast(date_trunc('month', day) as date) as month,
    wallet,
    market,
    currency,
    sum(payments) as payments,
    sum(paid) as paid,
    sum(charged) as charged,
    case when count(agreed) = count(*) then sum(agreed) end as agreed,
    cast(sum(charged) as double) / nullif(greatest(sum(paid), 0), 0) as cost_share,
    case
        when count(agreed) = count(*) then cast(sum(agreed) as double) / nullif(greatest(sum(paid), 0), 0)
    end as agreed_share,
    case
        when count(agreed) = count(*) and count(per_eur) = count(*)
            then cast(sum(cast(charged - agreed as double) / nullif(per_eur, 0)) as decimal(18, 6))
    end as over_eur
from priced
group by month, wallet, market, currency
having sum(payments) > 0 or sum(charged) <> 0
order by month, wallet, market, currency
