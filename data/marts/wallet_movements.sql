-- grain: day, account at a provider, currency and payout batch; money as the account's own bills tell it, payouts left
-- out but for one that came back and is paid again; every amount adds up, net is the sum of the others
with
-- a batch's account, for the file that does not name it; none where two accounts count their batches alike
batch_accounts as (
    select system, settlement_batch, min(account_id) as account_id
    from (
        select system, settlement_batch, account_id from wallet_transactions
        union all
        select system, settlement_batch, account_id from settlements
    )
    where settlement_batch is not null and account_id is not null
    group by system, settlement_batch
    having count(distinct account_id) = 1
),
transactions as (
    select
        moved.system,
        coalesce(moved.account_id, batch_accounts.account_id, only_accounts.account_id, '') as account_id,
        moved.wallet,
        moved.occurred_on as day,
        cast(moved.settled_at at time zone moved.tz as date) as settled_on,
        moved.currency,
        moved.settlement_batch,
        moved.txn_type as kind,
        case when moved.txn_type = 'payout' and payout_reversals.txn_id is null then 0 else moved.gross end as gross,
        moved.fee
    from wallet_transactions as moved
    left join batch_accounts
        on batch_accounts.system = moved.system and batch_accounts.settlement_batch = moved.settlement_batch
    left join only_accounts on only_accounts.system = moved.system
    left join payout_reversals on payout_reversals.txn_id = moved.txn_id
    where
        moved.status <> 'failed'
        and (moved.txn_type <> 'payout' or moved.fee <> 0 or payout_reversals.txn_id is not null)
),
-- an account bill that states balances tells all that moved, and what was there before; else it only repeats the
-- transactions, and counts where there are none
bills as (
    select
        told.system,
        coalesce(told.account_id, only_accounts.account_id, '') as account_id,
        told.currency,
        min_by(told.occurred_on, (told.occurred_at, told.row_no)) as day,
        min_by(told.balance - told.amount, (told.occurred_at, told.row_no)) as opening
    from settlements as told
    left join only_accounts on only_accounts.system = told.system
    where told.balance is not null and told.occurred_on is not null
    group by told.system, coalesce(told.account_id, only_accounts.account_id, ''), told.currency
    -- of which of several accounts a bill is that names none, nobody knows: their transactions tell the money
    having
        coalesce(told.account_id, only_accounts.account_id, '') <> ''
        or told.system not in (select transactions.system from transactions where transactions.account_id <> '')
),
entries as (
    select
        told.system,
        coalesce(told.account_id, batch_accounts.account_id, only_accounts.account_id, '') as account_id,
        null as wallet,
        told.occurred_on as day,
        null as settled_on,
        told.currency,
        told.settlement_batch,
        told.entry_type as kind,
        case when told.entry_type = 'fee' then 0 else told.amount - coalesce(told.fee, 0) end as gross,
        case when told.entry_type = 'fee' then told.amount else coalesce(told.fee, 0) end as fee
    from settlements as told
    left join batch_accounts
        on batch_accounts.system = told.system and batch_accounts.settlement_batch = told.settlement_batch
    left join only_accounts on only_accounts.system = told.system
    where told.entry_type in ('payment', 'refund', 'fee', 'adjustment', 'transfer') and told.occurred_on is not null
),
accounts as (
    select system, account_id from transactions
    union
    select system, '' from transactions
),
movements as (
    select transactions.*, 0 as opening
    from transactions
    left join bills
        on
            bills.system = transactions.system
            and bills.account_id = transactions.account_id
            and bills.currency = transactions.currency
    where bills.system is null
    union all
    select entries.*, 0 as opening
    from entries
    left join bills
        on
            bills.system = entries.system
            and bills.account_id = entries.account_id
            and bills.currency = entries.currency
    left join accounts on accounts.system = entries.system and accounts.account_id = entries.account_id
    where bills.system is not null or accounts.system is null
    union all
    select system, account_id, null, day, null, currency, null, 'opening', 0, 0, opening from bills
),
-- whose account it is: the one wallet that all its payments are of, else the provider's
owners as (
    select
        transactions.system,
        transactions.account_id,
        case
            when count(distinct transactions.wallet) = 1 and count(*) = count(wallets.wallet)
                then min(transactions.wallet)
            else transactions.system
        end as wallet
    from transactions
    left join wallets on wallets.wallet = transactions.wallet
    where transactions.kind in ('payment', 'refund')
    group by transactions.system, transactions.account_id
)
select
    movements.system,
    movements.account_id,
    coalesce(owners.wallet, movements.system) as wallet,
    movements.day,
    movements.currency,
    movements.settlement_batch,
    max(movements.settled_on) as settled_on,
    count(case when kind <> 'opening' then 1 end) as movements,
    sum(opening) as opening,
    bool_or(kind = 'opening') as has_opening,
    sum(case when kind = 'payment' then gross else 0 end) as paid,
    sum(case when kind in ('refund', 'reversal') then gross else 0 end) as refunded,
    sum(case when kind = 'fee' then gross else 0 end) + sum(fee) as fees,
    sum(case when kind in ('dispute', 'dispute_reversal') then gross else 0 end) as disputed,
    sum(case when kind = 'transfer' then gross else 0 end) as held,
    sum(case when kind = 'fx' then gross else 0 end) as converted,
    sum(case when kind = 'adjustment' then gross else 0 end) as adjusted,
    sum(case when kind = 'payout' then gross else 0 end) as came_back,
    sum(opening) + sum(gross) + sum(fee) as net
from movements
left join owners on owners.system = movements.system and owners.account_id = movements.account_id
group by all
order by day, wallet, account_id, settlement_batch
