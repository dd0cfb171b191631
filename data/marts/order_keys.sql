-- grain: one name that a payment quotes, where only one order bears it; a re-imported order's names lead to the
-- original
with quoted as (
    select merchant_ref as name from wallet_transactions
    union
    select original_ref from wallet_transactions
),
wanted as (
    select distinct ltrim(trim(name), '#') as merchant_ref from quoted where name is not null
),
named as (
    select coalesce(duplicate_of, order_id) as order_id, ordered_on, payment_ref as name, is_test from orders
    union all
    select coalesce(duplicate_of, order_id), ordered_on, source_order_id, is_test from orders
    union all
    select coalesce(duplicate_of, order_id), ordered_on, order_name, is_test from orders
    union all
    select coalesce(duplicate_of, order_id), ordered_on, 'T200P' || source_order_id, is_test from orders
),
borne as (
    select named.order_id, named.ordered_on, wanted.merchant_ref
    from named join wanted on wanted.merchant_ref = ltrim(trim(named.name), '#')
    where not coalesce(named.is_test, false) and wanted.merchant_ref <> ''
)
select merchant_ref, min(order_id) as order_id, min(ordered_on) as ordered_on
from borne
group by merchant_ref
having count(distinct order_id) = 1
