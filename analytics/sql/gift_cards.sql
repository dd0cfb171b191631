-- grain: month in which gift cards moved, and currency: what was owed before and after it, and what became of cards
-- between; of the days since and before until, what came before them is in the first month's opening
with moved as (
    select
        cast(date_trunc('month', day) as date) as month,
        currency,
        sum(case when movement = 'issued' then amount else 0 end) as issued,
        sum(case when movement = 'returned' then amount else 0 end) as returned,
        sum(case when movement = 'spent' then amount else 0 end) as spent,
        sum(case when movement = 'expired' then amount else 0 end) as expired,
        sum(case when movement = 'adjusted' then amount else 0 end) as adjusted,
        sum(amount) as changed
    from gift_card_days
    where day < cast($until as date)
    group by cast(date_trunc('month', day) as date), currency
),
owed as (
    select *, sum(changed) over (partition by currency order by month) as closing
    from moved
)
select
    month,
    currency,
    closing - changed as opening,
    issued,
    returned,
    spent,
    expired,
    adjusted,
    closing
from owed
where month >= date_trunc('month', cast($since as date))
order by month, currency
