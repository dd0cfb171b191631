-- grain: kind of day (ordered, paid), day, day on which the same persons bought before (null: never): so that the
-- distinct buyers of any span of days are a sum of those whose day before lies before it. Of the whole shop only: a
-- filter or a right leaves no row, and persons are counted anew
with days as (
    select distinct
        'ordered' as kind,
        customer_id,
        ordered_on as day
    from orders_mart where is_sale and customer_id is not null
    union all
    select distinct
        'paid',
        customer_id,
        paid_on
    from orders_mart where is_sale and customer_id is not null and gmv_eur is not null
),
gaps as (
    select kind, day, lag(day) over (partition by kind, customer_id order by day) as previous_on from days
)
select
    kind,
    day,
    previous_on,
    count(*) as buyers,
    cast(null as varchar) as market,
    cast(null as varchar) as channel,
    cast(null as varchar) as store_id,
    cast(null as varchar) as tier
from gaps
group by kind, day, previous_on
order by kind, day, previous_on
