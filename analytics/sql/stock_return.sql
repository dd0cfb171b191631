-- grain: slice of one column (`all`: of none): gross margin of a period's orders, and the cost of what lay there on
-- each of its days, added up
with parts as (
    select
        case $by
            when 'brand' then brand when 'category' then category when 'season' then season when
                'store_id'
                then store_id
            else 'all'
        end as slice,
        cast(cost_eur as double)
        * date_diff(
            'day',
            greatest(counted_on, cast($since as date)),
            least(coalesce(next_on, cast($until as date)), cast($until as date))
        ) as cost_days,
        cast(null as double) as margin,
        cast(null as double) as net_with_margin,
        cast(null as double) as net
    from stock_mart
    where counted_on < cast($until as date) and coalesce(next_on, cast($until as date)) > cast($since as date)
    union all
    select
        case $by
            when 'brand' then brand when 'category' then category when 'season' then season when
                'store_id'
                then store_id
            else 'all'
        end,
        null,
        cast(margin_eur as double),
        case when margin_eur is not null then cast(net_eur as double) end,
        cast(net_eur as double)
    from sales
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date)
)
select
    slice,
    sum(cost_days) as cost_days,
    sum(margin) as margin_eur,
    sum(net_with_margin) as net_with_margin_eur,
    sum(net) as net_eur
from parts
group by slice
order by slice
