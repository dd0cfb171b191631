-- grain: value of the column asked for of the first order, days bought on after the first, days from the first to the
-- last, days observed, days bought on in the holdout; a credit note takes from the purchase day before it
with dated as (
    select
        journeys.customer_no,
        case $by
            when 'channel' then first_orders.channel
            when 'promotion' then coalesce(first_orders.promotion_id, 'none')
            when 'depth' then first_orders.band
            else first_orders.phase
        end as label,
        journeys.net_eur,
        max(case when journeys.order_number is not null then journeys.ordered_on end) over (
            partition by journeys.customer_no order by journeys.ordered_on
            range between unbounded preceding and current row
        ) as bought_on
    from journeys
    join first_orders on first_orders.customer_no = journeys.customer_no
    where
        (journeys.order_number is not null or journeys.net_eur < 0)
        and first_orders.first_on < cast($until as date)
        and journeys.ordered_on < cast($ahead as date)
),
bought as (
    select customer_no, min(label) as label, bought_on as ordered_on, sum(net_eur) as value
    from dated
    where bought_on is not null
    group by customer_no, bought_on
),
placed as (
    select
        customer_no,
        label,
        ordered_on,
        value,
        ordered_on < cast($until as date) as is_known,
        row_number() over (partition by customer_no order by ordered_on) as place
    from bought
),
seen as (
    select
        customer_no,
        min(label) as label,
        min(ordered_on) as first_on,
        max(case when is_known then ordered_on end) as last_on,
        sum(case when is_known then 1 else 0 end) - 1 as frequency,
        sum(case when is_known then 0 else 1 end) as bought,
        sum(case when not is_known then value end) as spent,
        avg(case when is_known and place > 1 then value end) as repeat_value
    from placed
    group by customer_no
    having min(ordered_on) < cast($until as date)
)
select
    label,
    cast(frequency as integer) as frequency,
    cast(date_diff('day', first_on, last_on) as integer) as recency_days,
    cast(date_diff('day', first_on, cast($until as date)) - 1 as integer) as age_days,
    cast(bought as integer) as bought,
    count(*) as customers,
    cast(avg(case when repeat_value > 0 then repeat_value end) as double) as repeat_value,
    cast(coalesce(sum(spent), 0) as double) as spent
from seen
group by label, frequency, date_diff('day', first_on, last_on), date_diff('day', first_on, cast($until as date)), bought
order by label, frequency, recency_days, age_days, bought
