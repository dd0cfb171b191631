-- grain: slice of one column (`all`: of none): pieces on hand at the last count of each place before a day and what
-- they are worth, beside pieces sold and given back in the days before it
with held as (
    select
        case $by
            when 'brand' then brand when 'category' then category when 'season' then season when
                'store_id'
                then store_id
            else 'all'
        end as slice,
        product_id,
        units,
        cost_eur,
        list_eur
    from stock_mart
    where counted_on < cast($until as date) and (next_on is null or next_on >= cast($until as date)) and units > 0
),
moves as (
    select
        case $by
            when 'brand' then brand when 'category' then category when 'season' then season when
                'store_id'
                then store_id
            else 'all'
        end as slice,
        case
            when ordered_on >= cast($sold_since as date) and ordered_on < cast($sold_until as date) and units > 0
                then units
            else 0
        end as sold,
        case
            when
                coalesce(returned_on, ordered_on) >= cast($sold_since as date)
                and coalesce(returned_on, ordered_on) < cast($sold_until as date)
                then coalesce(units_returned, 0)
            else 0
        end as returned
    from sales
    where ordered_on < cast($sold_until as date)
),
parts as (
    select
        slice,
        units,
        cost_eur,
        list_eur,
        case when cost_eur is null then units else 0 end as units_without_cost,
        case when list_eur is null then units else 0 end as units_without_list,
        product_id,
        0 as sold,
        0 as returned
    from held
    union all
    select slice, null, null, null, 0, 0, null, sold, returned from moves where sold <> 0 or returned <> 0
)
select
    slice,
    sum(units) as units,
    count(distinct product_id) as articles,
    sum(cost_eur) as cost_eur,
    sum(list_eur) as list_eur,
    sum(units_without_cost) as units_without_cost,
    sum(units_without_list) as units_without_list,
    sum(sold) as sold,
    sum(returned) as returned
from parts
group by slice
order by slice
