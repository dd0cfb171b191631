-- grain: season and slice of one column (`all`: of none): pieces received and sold net of returns until a day, of
-- articles whose receipts are whole; those that sold without a receipt, or more than was received, stand apart
with moves as (
    select
        coalesce(season, '') as season,
        product_id,
        case $by when 'brand' then brand when 'category' then category else 'all' end as slice,
        units as received,
        0 as sold
    from receipts_mart
    where received_on < cast($until as date) and is_in_season
    union all
    select
        coalesce(season, ''),
        product_id,
        case $by when 'brand' then brand when 'category' then category else 'all' end,
        0,
        case when units > 0 then units else 0 end
        - case
            when
                units_returned > 0 and coalesce(returned_on, ordered_on) < cast($until as date)
                then units_returned
            else 0
        end
    from sales
    where ordered_on < cast($until as date) and product_id is not null and units is not null
),
articles as (
    select season, product_id, min(slice) as slice, sum(received) as received, sum(sold) as sold
    from moves
    group by season, product_id
),
judged as (
    select
        *,
        case when received <= 0 then 'unreceived' when sold > received then 'oversold' else 'sound' end as state
    from articles
)
select
    season,
    slice,
    coalesce(sum(case when state = 'sound' then received end), 0) as received,
    coalesce(sum(case when state = 'sound' then sold end), 0) as sold,
    count(case when state = 'sound' then 1 end) as articles,
    count(case when state = 'unreceived' and sold > 0 then 1 end) as articles_unreceived,
    coalesce(sum(case when state = 'unreceived' and sold > 0 then sold end), 0) as sold_unreceived,
    count(case when state = 'oversold' then 1 end) as articles_oversold,
    coalesce(sum(case when state = 'oversold' then sold end), 0) as sold_oversold,
    coalesce(sum(case when state = 'oversold' then received end), 0) as received_oversold
from judged
group by season, slice
order by season, slice
