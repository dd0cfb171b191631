-- grain: market and tier a customer was first met in: customers who bought lately, and what their orders of the last
-- year were worth, before VAT and after returns
-- by customer: orders_mart
with ends as (
    select data_to from shop_span
),
people as (
    select
        customer_id,
        market,
        tier
    from customers_mart cross join ends where last_on > data_to - cast($days as integer)
),
counted as (
    select market, tier, count(*) as customers from people group by market, tier
),
worth as (
    select
        people.market,
        people.tier,
        count(*) as orders,
        cast(sum(net_ex_vat_eur) as double) as net_ex_vat_eur,
        cast(sum(margin_eur) as double) as margin_eur,
        -- what was given away on what was kept, before VAT
        cast(
            sum(
                case
                    when gross_eur > discount_eur then discount_eur * net_ex_vat_eur / (gross_eur - discount_eur) else 0
                end
            ) as double
        ) as discount_eur,
        cast(
            sum(
                case
                    when
                        gross_eur > discount_eur
                        then discount_platform_eur * net_ex_vat_eur / (gross_eur - discount_eur)
                    else 0
                end
            ) as double
        ) as discount_platform_eur
    from people join orders_mart on orders_mart.customer_id = people.customer_id cross join ends
    where is_sale and ordered_on > data_to - 365 and margin_eur is not null
    group by people.market, people.tier
)
select
    counted.market,
    counted.tier,
    customers,
    coalesce(orders, 0) as orders,
    net_ex_vat_eur,
    margin_eur,
    discount_eur,
    discount_platform_eur
from counted left join worth on worth.market = counted.market and worth.tier = counted.tier
order by counted.market, counted.tier
