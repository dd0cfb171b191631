-- grain: value of one column (`all`: of none) and band of discount of a period's lines; `none` without a list price
with banded as (
    select
        *,
        case
            when is_full_price then 'full'
            when depth is null then 'none'
            when round(depth, 4) <= 0.1 then 'to_10'
            when round(depth, 4) <= 0.2 then 'to_20'
            when round(depth, 4) <= 0.3 then 'to_30'
            when round(depth, 4) <= 0.5 then 'to_50'
            else 'above_50'
        end as band,
        case $by when 'brand' then brand when 'category' then category else 'all' end as slice
    from sales
    where ordered_on >= cast($since as date) and ordered_on < cast($until as date)
)
select
    slice,
    band,
    coalesce(sum(units), 0) as units,
    sum(net_eur) as net_eur,
    sum(margin_eur) as margin_eur,
    coalesce(sum(case when margin_eur is not null then net_eur end), 0) as net_with_margin_eur,
    coalesce(sum(case when units is not null then net_eur end), 0) as net_with_units_eur,
    coalesce(sum(case when gross_eur is not null then units end), 0) as units_with_rate
from banded
group by slice, band
order by slice, band
