-- grain: one row, the period: sales to known buyers in the factors of the bridge, and sales to guests apart
select
    count(distinct case when is_sale then customer_id end) as buyers, count(case when is_sale then customer_id end) as orders,
    sum(case when customer_id is not null then units end) as units, sum(case when customer_id is not null then net_eur end) as net_eur,
    sum(case when customer_id is not null then net_constant_eur end) as net_constant_eur, sum(case when customer_id is null then net_eur end) as net_guest_eur
from orders_mart
where ordered_on >= cast($since as date) and ordered_on < cast($until as date)
