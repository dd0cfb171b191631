-- grain: one currency in which orders of known days have no euro rate: those orders count in no total
select
    coalesce(currency, '') as currency,
    min(ordered_on) as first_on,
    max(ordered_on) as last_on,
    count(*) as orders,
    sum(goods - discount) as amount
from paid_orders
where per_eur is null
group by coalesce(currency, '')
order by orders desc, currency
