-- grain: one thousandth of the buyers of the period, biggest spenders first
with spent as (
    select customer_id, sum(net_eur) as net_eur
    from orders_mart
    where customer_id is not null and ordered_on >= cast($since as date) and ordered_on < cast($until as date)
    group by customer_id
),
ranked as (
    select
        net_eur,
        row_number() over (order by net_eur desc, customer_id) as place,
        count(*) over () as buyers
    from spent where net_eur > 0
)
select
    cast(floor((place - 1) * 1000.0 / buyers) as integer) as bucket,
    count(*) as customers,
    sum(net_eur) as net_eur,
    min(net_eur) as least_eur
from ranked
group by cast(floor((place - 1) * 1000.0 / buyers) as integer)
order by bucket
