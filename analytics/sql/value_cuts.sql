-- grain: one fifth of the customers by net sales: the least that puts a customer there
with histories as (
    select customer_id, sum(net_eur) as net_eur
    from orders_mart
    where customer_id is not null and ordered_on < cast($until as date)
    group by customer_id
    having count(order_number) > 0
),
ranked as (
    select net_eur, ntile(5) over (order by net_eur, customer_id) as fifth from histories where net_eur is not null
)
select fifth, min(net_eur) as from_eur, count(*) as customers from ranked group by fifth order by fifth
