-- grain: one row: the days the shop's orders span, and the last day of which returns are known (a refund file may reach
-- further than the orders)
with ordered as (
    select min(ordered_on) as first_on, max(ordered_on) as data_to from orders_mart where is_sale
)
select
    ordered.first_on,
    ordered.data_to,
    greatest(ordered.data_to, (select max(refunded_on) from refund_events where refunded_on <= ordered.data_to + 90))
        as returns_to
from ordered
