-- grain: one name under which a payment may quote an order, where only one order bears it; a re-imported order's names lead to the original
with named as (
    select coalesce(duplicate_of, order_id) as order_id, payment_ref as name from orders where not coalesce(is_test, false)
    union all
    select coalesce(duplicate_of, order_id), source_order_id from orders where not coalesce(is_test, false)
    union all
    select coalesce(duplicate_of, order_id), order_name from orders where not coalesce(is_test, false)
    union all
    select coalesce(duplicate_of, order_id), 'T200P' || source_order_id from orders where not coalesce(is_test, false)
),
plain as (
    select distinct order_id, ltrim(trim(name), '#') as merchant_ref from named where trim(name) <> ''
)
select plain.merchant_ref, min(plain.order_id) as order_id, min(orders.ordered_on) as ordered_on
from plain join orders on orders.order_id = plain.order_id
where plain.merchant_ref <> ''
group by plain.merchant_ref
having count(*) = 1
