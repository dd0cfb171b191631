-- grain: month in which gift cards moved, and currency: what was owed before and after it, and what became of cards
-- between; of the days since and before until, what came before them is in the first month's opening. The last month is
-- told where nothing moved in it either, as long as something is owed
with moved as (
    select
        cast(date_trunc('month', day) as date) as month,
        currency,
        sum(case when movement = 'issued' then amount else 0 end) as issued,
        sum(case when movement = 'returned' then amount else 0 end) as returned,
        sum(case when movement = 'spent' then amount else 0 end) as spent,
        sum(case when movement = 'expired' then amount else 0 end) as expired,
        sum(case when movement = 'adjusted' then amount else 0 end) as adjusted,
        sum(amount) as changed,
        true as is_moved
    from gift_card_days
    where day < cast($until as date)
    group by cast(date_trunc('month', day) as date), currency
),
months as (
    select * from moved
    union all
    select
        cast(date_trunc('month', cast($until as date) - 1) as date) as month, currency, 0, 0, 0, 0, 0, 0, false
    from moved
    group by currency
    having max(month) < cast(date_trunc('month', cast($until as date) - 1) as date)
),
owed as (
    select *, sum(changed) over (partition by currency order by month) as closing
    from months
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
where month >= date_trunc('month', cast($since as date)) and (is_moved or closing <> 0)
order by month, currency
