-- grain: day, kind of movement and currency: by how much gift cards raised what is owed (below nought: lowered it)
select
    day,
    movement,
    currency,
    sum(amount) as amount,
    count(*) as entries
from gift_card_entries
group by day, movement, currency
