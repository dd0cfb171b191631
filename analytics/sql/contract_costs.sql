-- grain: month, wallet, market and currency: what was charged for payments against what the contract of their day says;
-- agreed is missing where no contract is loaded for all of them
with
numbered as (
    select wallet_fees.*, row_number() over (order by day, wallet, system, market, channel, store_id, currency) as nth
    from wallet_fees
    where wallet_fees.day >= cast($since as date) and wallet_fees.day < cast($until as date)
),
-- all contracts that may speak of a payment: the wallet's before its provider's, the closest to its market and currency
-- before others; of one whose market is not known it may be any market's
fitting as (
    select
        numbered.nth,
        contract.percent,
        contract.fixed_fee,
        contract.market <> '' as is_of_market,
        numbered.market = 'unknown' and contract.market <> '' as is_guess,
        rank() over (partition by numbered.nth order by contract.wallet = numbered.wallet desc) as whose,
        cast(contract.market <> '' as integer) + cast(contract.currency <> '' as integer) as closeness,
        contract.since
    from numbered
    join wallet_contracts as contract
        on
            contract.wallet in (numbered.wallet, numbered.system)
            and (contract.market in ('', numbered.market) or numbered.market = 'unknown')
            and contract.currency in ('', numbered.currency)
            and contract.since <= numbered.day
),
closest as (
    select *, rank() over (partition by nth order by closeness desc) as place
    from fitting
    where whose = 1
),
-- one contract, or none where nobody can say which it is
agreed_on as (
    select nth, max_by(percent, (since, percent)) as percent, max_by(fixed_fee, (since, percent)) as fixed_fee
    from closest
    where place = 1
    group by nth
    having count(distinct is_of_market) = 1
),
guessed as (
    select distinct nth from closest
    where is_guess
),
priced as (
    select
        numbered.*,
        case
            when guessed.nth is null
                then cast(paid * agreed_on.percent / 100 + payments * agreed_on.fixed_fee as decimal(18, 6))
        end as agreed,
        case when numbered.currency = shop_currency.currency then 1 else fx_daily.per_eur end as per_eur
    from numbered
    cross join shop_currency
    left join agreed_on on agreed_on.nth = numbered.nth
    left join guessed on guessed.nth = numbered.nth
    left join fx_daily on fx_daily.currency = numbered.currency and fx_daily.day = numbered.day
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
