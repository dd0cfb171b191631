-- grain: value of the column asked for, days until the second day with an order (or watched without one), whether it
-- came
with customers as (
    select
        customer_id,
        min(first_on) as first_on,
        min(case when order_number is not null and ordered_on > first_on then ordered_on end) as second_on,
        min(case $by
            when 'channel' then channel when 'market' then market when 'tier' then tier when
                'store_id'
                then store_id
            when 'depth' then depth
            when 'campaign' then coalesce(campaign, 'none') when
                'year'
                then cast(extract(year from first_on) as varchar)
            else 'all'
        end) as label
    from journeys
    where first_on >= cast($since as date) and first_on < cast($until as date)
    group by customer_id
)
select
    label,
    date_diff('day', first_on, coalesce(second_on, cast($data_to as date))) as days,
    second_on is not null as came_back,
    count(*) as customers
from customers
group by label, date_diff('day', first_on, coalesce(second_on, cast($data_to as date))), second_on is not null
order by label, days, came_back
