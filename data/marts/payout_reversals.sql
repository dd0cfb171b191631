-- grain: one payout that came back to its account, whose batch is the one that pays it again: a movement of that batch
select back.txn_id
from wallet_transactions as back
where
    back.txn_type = 'payout' and back.status <> 'failed' and back.gross > 0 and back.settlement_batch is not null
    and not exists (
        select 1 from wallet_transactions as sent
        where
            sent.system = back.system and sent.settlement_batch = back.settlement_batch
            and sent.txn_type = 'payout' and sent.status <> 'failed' and sent.gross < 0
            and sent.occurred_at <= back.occurred_at
    )
