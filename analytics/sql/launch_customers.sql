-- grain: market, tier ('all': any) and origin of the customers who bought in a channel in the period: new to the shop,
-- moved (bought elsewhere in the year before), returned (bought elsewhere, longer ago), unknown (left no key)
with bought as (
    select order_id, customer_id, market, tier, ordered_on, is_sale, net_eur
    from orders_mart
    where channel = $channel and ordered_on >= cast($since as date) and ordered_on < cast($until as date)
),
arrived as (
    select customer_id, min(ordered_on) as arrived_on
    from bought
    where customer_id is not null
    group by customer_id
),
elsewhere as (
    select arrived.customer_id, arrived.arrived_on, max(earlier.ordered_on) as last_on
    from arrived
    left join
        orders_mart as earlier
        on
            earlier.customer_id = arrived.customer_id
            and (earlier.channel <> $channel or earlier.ordered_on < cast($since as date))
            and earlier.ordered_on < arrived.arrived_on
            and earlier.order_number is not null
    group by arrived.customer_id, arrived.arrived_on
),
told as (
    select
        bought.*,
        case
            when bought.customer_id is null then 'unknown'
            when elsewhere.last_on is null then 'new'
            when date_diff('day', elsewhere.last_on, elsewhere.arrived_on) <= 365 then 'moved'
            else 'returned'
        end as origin
    from bought left join elsewhere on elsewhere.customer_id = bought.customer_id
),
every_tier as (
    select order_id, customer_id, market, tier, is_sale, net_eur, origin from told
    union all
    select order_id, customer_id, market, 'all', is_sale, net_eur, origin from told
)
select
    market,
    tier,
    origin,
    count(distinct customer_id) as customers,
    sum(case when is_sale then 1 else 0 end) as orders,
    sum(net_eur) as net_eur
from every_tier
group by market, tier, origin
order by market, tier, origin
