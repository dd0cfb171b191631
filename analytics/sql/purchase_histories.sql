-- grain: days bought on after the first, days from the first to the last, days observed, days bought on in the holdout
-- a credit note that stands alone takes from the purchase day before it: value is net of all that went back
with dated as (
    select
        customer_id,
        net_eur,
        max(case when order_number is not null then ordered_on end) over (
            partition by customer_id order by ordered_on
            range between unbounded preceding and current row
        ) as bought_on
    from orders_mart
    where
        (order_number is not null or net_eur < 0) and customer_id is not null and ordered_on < cast($ahead as date)
        and strpos('0123456789abcdef', right(customer_id, 1)) <= $sixteenths
),
bought as (
    select customer_id, bought_on as ordered_on, sum(net_eur) as value
    from dated
    where bought_on is not null
    group by customer_id, bought_on
),
placed as (
    select
        customer_id,
        ordered_on,
        value,
        ordered_on < cast($until as date) as is_known,
        row_number() over (partition by customer_id order by ordered_on) as place,
        lag(ordered_on) over (partition by customer_id order by ordered_on) as before_on
    from bought
),
seen as (
    select
        customer_id,
        min(ordered_on) as first_on,
        max(case when is_known then ordered_on end) as last_on,
        sum(case when is_known then 1 else 0 end) - 1 as frequency,
        sum(case when is_known then 0 else 1 end) as bought,
        sum(case when not is_known then value end) as spent,
        avg(case when is_known and place > 1 then value end) as repeat_value,
        sum(case when is_known and place > 1 then ln(date_diff('day', before_on, ordered_on) / 7.0) end) as log_gaps
    from placed
    group by customer_id
    having min(ordered_on) < cast($until as date)
)
select
    cast(frequency as integer) as frequency,
    cast(date_diff('day', first_on, last_on) as integer) as recency_days,
    cast(date_diff('day', first_on, cast($until as date)) - 1 as integer) as age_days,
    cast(bought as integer) as bought,
    count(*) as customers,
    cast(avg(case when repeat_value > 0 then repeat_value end) as double) as repeat_value,
    cast(coalesce(sum(spent), 0) as double) as spent,
    cast(coalesce(sum(log_gaps), 0) as double) as log_gaps
from seen
group by frequency, date_diff('day', first_on, last_on), date_diff('day', first_on, cast($until as date)), bought
order by frequency, recency_days, age_days, bought
