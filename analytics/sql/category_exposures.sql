-- grain: one customer of a promotion by lot, category, and whether it covers the goods: pieces bought in the
-- window and in the $after days after it
-- by customer: sales
with windows as (
    select
        customer_id,
        min(assigned_on) as assigned_on,
        max(window_end) as window_end
    from exposures_mart
    where
        promotion_id = $promotion_id
        and assignment = 'randomised'
        and customer_id is not null
        and arm in ('treated', 'holdout')
    group by customer_id
)
select
    windows.customer_id,
    sales.category,
    coalesce(
        ($categories = '' or list_contains(string_split($categories, ';'), lower(sales.category)))
        and ($brands = '' or list_contains(string_split($brands, ';'), lower(sales.brand)))
        and ($tiers = '' or list_contains(string_split($tiers, ';'), sales.tier)),
        false
    ) as is_covered,
    sum(case when sales.ordered_on < windows.window_end then cast(sales.units as double) else 0 end) as units_in,
    sum(case when sales.ordered_on >= windows.window_end then cast(sales.units as double) else 0 end) as units_after
from windows
join sales
    on
        sales.customer_id = windows.customer_id
        and sales.ordered_on >= windows.assigned_on
        and sales.ordered_on < windows.window_end + cast($after as integer)
where sales.is_sold and sales.units > 0
group by windows.customer_id, sales.category, is_covered
order by windows.customer_id, sales.category, is_covered
