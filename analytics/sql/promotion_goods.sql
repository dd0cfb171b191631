-- grain: category, brand and tier of lines sold on the days on which a promotion was used, in its market and
-- channel: lines on which it stands (in an order of one line, or of which other lines do not have it), and lines
-- that no promotion touched
with scope as (
    select market, channel from promotions where promotion_id = $promotion_id
),
used as (
    select min(ordered_on) as first_on, max(ordered_on) as last_on from sales where promotion_id = $promotion_id
),
of_orders as (
    select
        order_id,
        count(*) as lines,
        sum(case when promotion_id = $promotion_id then 1 else 0 end) as lines_with_it
    from sales
    where is_sold
    group by order_id
)
select
    sales.category,
    sales.brand,
    sales.tier,
    sum(
        case
            when
                sales.promotion_id = $promotion_id
                and (of_orders.lines = 1 or of_orders.lines_with_it < of_orders.lines)
                then 1
            else 0
        end
    ) as lines,
    sum(case when sales.promotion_id is null then 1 else 0 end) as usual_lines
from sales
cross join used
left join scope on true
join of_orders on of_orders.order_id = sales.order_id
where
    sales.is_sold
    and sales.ordered_on between used.first_on and used.last_on
    and (scope.market is null or sales.market = scope.market)
    and (scope.channel is null or sales.channel = scope.channel)
group by sales.category, sales.brand, sales.tier
order by sales.category, sales.brand, sales.tier
