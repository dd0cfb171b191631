-- grain: one currency of the orders on the days before until whose refunds have no day: how many, and what went back in
-- them (amount, below nought), which is in no month's bookings
select
    paid_orders.currency,
    count(distinct refund_days.order_id) as orders,
    sum(refund_days.amount) as amount
from refund_days
join paid_orders on paid_orders.order_id = refund_days.order_id
where refund_days.refunded_on is null and paid_orders.ordered_on < cast($until as date)
group by paid_orders.currency
order by paid_orders.currency
