-- grain: one payout, with the batch of transactions that it settles; difference is the payout less its batch, to the
-- cent
with
batches as (
    select
        system,
        account_id,
        min(wallet) as wallet,
        settlement_batch,
        currency,
        sum(net) as net,
        sum(movements) as movements,
        max(day) as last_on,
        max(settled_on) as settled_on
    from wallet_movements
    where settlement_batch is not null
    group by system, account_id, settlement_batch, currency
),
batch_accounts as (
    select system, settlement_batch, min(account_id) as account_id
    from batches
    group by system, settlement_batch
    having count(distinct account_id) = 1
),
owners as (
    select system, account_id, min(wallet) as wallet from wallet_movements group by system, account_id
),
-- what was there before the first movement, where a bill states its balances
openings as (
    select distinct system, account_id, currency from wallet_movements where has_opening
),
-- what leaves an account is negative in its books; a total of a batch is what the merchant gets
entries as (
    select
        wallet_transactions.txn_id as payout_id,
        system,
        account_id,
        settlement_batch,
        provider_txn_id,
        occurred_on as paid_on,
        -gross as amount,
        currency,
        case when payout_reversals.txn_id is null then 'payout' else 'reversal' end as kind
    from wallet_transactions
    left join payout_reversals on payout_reversals.txn_id = wallet_transactions.txn_id
    where txn_type = 'payout' and status <> 'failed'
    union all
    select
        settlement_id,
        system,
        account_id,
        settlement_batch,
        provider_txn_id,
        occurred_on,
        case when entry_type = 'payout' then -amount else amount end,
        currency,
        entry_type
    from settlements
    where entry_type = 'payout' or (entry_type = 'total' and settlement_batch is not null)
),
placed as (
    select
        entries.* exclude (account_id),
        coalesce(entries.account_id, batch_accounts.account_id, only_accounts.account_id, '') as account_id
    from entries
    left join batch_accounts
        on batch_accounts.system = entries.system and batch_accounts.settlement_batch = entries.settlement_batch
    left join only_accounts on only_accounts.system = entries.system
),
-- a total beside the payout of its batch tells the same money
stated as (
    select * exclude (is_stated)
    from (
        select *, bool_or(kind = 'payout') over (partition by system, account_id, settlement_batch) as is_stated
        from placed
    )
    where kind in ('payout', 'reversal') or not is_stated
),
stating as (
    select distinct system, account_id from stated
),
-- where no file states payouts, transactions may still name theirs and its day: the amount is then their sum
named as (
    select
        concat_ws('|', 'batch', batches.system, batches.account_id, batches.settlement_batch, batches.currency)
            as payout_id,
        batches.system,
        batches.settlement_batch,
        null as provider_txn_id,
        batches.settled_on as paid_on,
        batches.net as amount,
        batches.currency,
        'named' as kind,
        batches.account_id
    from batches
    left join stating on stating.system = batches.system and stating.account_id = batches.account_id
    where batches.settled_on is not null and stating.system is null
),
numbered as (
    select
        *,
        row_number() over sent as nth,
        count(*) over alike as times,
        sum(amount) over alike as all_of_it,
        first_value(amount) over sent as first_amount
    from (select * from stated union all select * from named)
    window
        alike as (partition by system, account_id, settlement_batch, currency, kind = 'reversal'),
        sent as (
            partition by system, account_id, settlement_batch, currency, kind = 'reversal'
            order by paid_on, payout_id
        )
),
-- a batch of one currency paid out in another, and in its own by nobody
elsewhere as (
    select batches.*, numbered.currency as paid_currency
    from batches
    join numbered
        on
            numbered.system = batches.system
            and numbered.account_id = batches.account_id
            and numbered.settlement_batch = batches.settlement_batch
            and numbered.nth = 1
            and numbered.kind <> 'reversal'
            and numbered.currency <> batches.currency
    where
        not exists (
            select 1 from numbered as own
            where
                own.system = batches.system
                and own.account_id = batches.account_id
                and own.settlement_batch = batches.settlement_batch
                and own.currency = batches.currency
                and own.kind <> 'reversal'
        )
        and not exists (
            select 1 from batches as other
            where
                other.system = batches.system
                and other.account_id = batches.account_id
                and other.settlement_batch = batches.settlement_batch
                and other.currency = numbered.currency
        )
    qualify count(*) over (partition by batches.system, batches.account_id, batches.settlement_batch) = 1
)
select
    numbered.payout_id,
    numbered.system,
    numbered.account_id,
    coalesce(owners.wallet, numbered.system) as wallet,
    numbered.settlement_batch,
    numbered.provider_txn_id,
    coalesce(numbered.paid_on, batches.last_on, elsewhere.last_on) as paid_on,
    numbered.currency,
    numbered.amount,
    numbered.kind,
    coalesce(batches.movements, elsewhere.movements) as movements,
    case when numbered.nth = 1 then coalesce(batches.currency, elsewhere.currency) end as batch_currency,
    case when numbered.nth = 1 then coalesce(batches.net, elsewhere.net) end as batch_amount,
    case
        when numbered.settlement_batch is null or elsewhere.net is not null or numbered.kind = 'reversal' then 0
        when numbered.amount < 0 and numbered.first_amount > 0 and numbered.all_of_it <> batches.net then 0
        when numbered.nth = 1 then numbered.amount - coalesce(batches.net, 0)
        else numbered.amount
    end as difference,
    case
        when numbered.settlement_batch is null then 'from_balance'
        when numbered.kind = 'reversal' then 'taken_back'
        when elsewhere.net is not null and numbered.nth = 1 then 'other_currency'
        when batches.net is null and elsewhere.net is null then 'no_transactions'
        when numbered.kind = 'named' then 'not_stated'
        when numbered.times > 1 and numbered.all_of_it = batches.net then 'in_parts'
        when numbered.nth = 1 and numbered.amount = batches.net then 'agrees'
        when numbered.nth = 1 then 'differs'
        when numbered.amount < 0 and numbered.first_amount > 0 then 'taken_back'
        else 'twice'
    end as state,
    openings.system is not null
    or bool_or(numbered.settlement_batch is not null) over (partition by numbered.system, numbered.account_id)
        as is_settling
from numbered
left join openings
    on
        openings.system = numbered.system
        and openings.account_id = numbered.account_id
        and openings.currency = numbered.currency
left join batches
    on
        batches.system = numbered.system
        and batches.account_id = numbered.account_id
        and batches.settlement_batch = numbered.settlement_batch
        and batches.currency = numbered.currency
        and numbered.kind <> 'reversal'
left join elsewhere
    on
        elsewhere.system = numbered.system
        and elsewhere.account_id = numbered.account_id
        and elsewhere.settlement_batch = numbered.settlement_batch
        and elsewhere.paid_currency = numbered.currency
        and numbered.kind <> 'reversal'
left join owners on owners.system = numbered.system and owners.account_id = numbered.account_id
order by paid_on, wallet, payout_id
