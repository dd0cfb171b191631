-- grain: season and day until a day: pieces received and sold net of returns, of articles with a receipt that sold no
-- more than was received
with moves as (
    select season, product_id, received_on as day, units as received, 0 as sold
    from receipts_mart
    where received_on < cast($until as date) and is_in_season and season is not null
    union all
    select season, product_id, ordered_on, 0, units
    from sales
    where ordered_on < cast($until as date) and season is not null and product_id is not null and units > 0
    union all
    select season, product_id, coalesce(returned_on, ordered_on), 0, -units_returned
    from sales
    where
        ordered_on < cast($until as date) and coalesce(returned_on, ordered_on) < cast($until as date)
        and season is not null and product_id is not null and units_returned > 0
),
sound as (
    select season, product_id
    from moves
    group by season, product_id
    having sum(received) > 0 and sum(sold) <= sum(received)
)
select moves.season, moves.day, sum(moves.received) as received, sum(moves.sold) as sold
from moves join sound on sound.season = moves.season and sound.product_id = moves.product_id
group by moves.season, moves.day
order by moves.season, moves.day
