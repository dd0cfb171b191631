-- grain: segment by recency and frequency, as analytics/segments/rfm.py names them: customers now and before; days are
-- those of orders that left something
with days as (
    select
        customer_id,
        max(case when ordered_on < cast($before as date) then ordered_on end) as last_before,
        max(ordered_on) as last_now,
        count(distinct case when ordered_on < cast($before as date) then ordered_on end) as days_before,
        count(distinct ordered_on) as days_now
    from orders_mart
    where customer_id is not null and order_number is not null and ordered_on < cast($until as date)
    group by customer_id
),
seen as (
    select 1 as is_now, date_diff('day', last_now, cast($until as date)) as age, days_now as days from days
    union all
    select 0, date_diff('day', last_before, cast($before as date)), days_before from days
    where days_before > 0
),
named as (
    select
        is_now,
        case
            when age <= $r4 and days >= $f4 then 'champions'
            when age <= $r4 and days >= $f2 or age <= $r3 and age > $r4 and days >= $f3 then 'loyal'
            when age <= $r4 then 'new'
            when age <= $r3 then 'fading'
            when days >= $f3 then 'at_risk'
            when age <= $r2 then 'asleep'
            else 'lost'
        end as segment
    from seen
)
select segment, sum(is_now) as customers, count(*) - sum(is_now) as customers_before
from named
group by segment
order by segment
