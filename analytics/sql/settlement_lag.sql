-- grain: wallet and days between payment and settlement (null: not settled yet, or the file does not say)
select
    wallet,
    date_diff('day', paid_on, settled_on) as days,
    count(*) as rows,
    sum(payments) as payments,
    sum(settled_amount_eur) as settled_eur
from wallet_matches
where paid_on >= cast($since as date) and paid_on < cast($until as date) and payments > 0
group by wallet, date_diff('day', paid_on, settled_on)
order by wallet, days
