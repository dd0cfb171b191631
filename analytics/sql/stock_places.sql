-- grain: place: its first, last and last but one count before a day, the pieces on hand then, and what moved from one
-- to the other
with days as (
    select
        store_id,
        is_known_place,
        counted_on,
        lag(counted_on) over (partition by store_id order by counted_on) as before_on,
        lag(units) over (partition by store_id order by counted_on) as units_before,
        min(counted_on) over (partition by store_id) as first_on,
        row_number() over (partition by store_id order by counted_on desc) as place,
        units,
        articles_unlisted,
        units_unlisted
    from (
        select
            store_id,
            is_known_place,
            counted_on,
            sum(units) as units,
            count(case when not is_listed then 1 end) as articles_unlisted,
            sum(case when is_listed then 0 else units end) as units_unlisted
        from stock_mart
        where counted_on < cast($until as date)
        group by store_id, is_known_place, counted_on
    ) as counts
),
lasts as (
    select * from days where place = 1
),
moves as (
    select store_id, received_on as day, units as received, 0 as sold, 0 as returned from receipts_mart
    union all
    select store_id, ordered_on, 0, units, 0 from sales where units > 0
    union all
    select store_id, coalesce(returned_on, ordered_on), 0, 0, units_returned from sales where units_returned > 0
),
moved as (
    select
        lasts.store_id, sum(moves.received) as received, sum(moves.sold) as sold, sum(moves.returned) as returned
    from lasts
    join moves on moves.store_id = lasts.store_id and moves.day > lasts.before_on and moves.day <= lasts.counted_on
    group by lasts.store_id
)
select
    lasts.store_id,
    lasts.is_known_place,
    lasts.first_on,
    lasts.before_on,
    lasts.counted_on,
    lasts.units_before,
    case when lasts.before_on is not null then coalesce(moved.received, 0) end as received,
    case when lasts.before_on is not null then coalesce(moved.sold, 0) end as sold,
    case when lasts.before_on is not null then coalesce(moved.returned, 0) end as returned,
    lasts.units,
    lasts.articles_unlisted,
    lasts.units_unlisted
from lasts left join moved on moved.store_id = lasts.store_id
order by lasts.store_id
