-- grain: one system of whose files only one account is ever named: what names none is of it
select system, min(account_id) as account_id
from (
    select system, account_id from wallet_transactions
    union all
    select system, account_id from settlements
)
where account_id is not null
group by system
having count(distinct account_id) = 1
