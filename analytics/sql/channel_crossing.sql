-- grain: channel of the first order and channel of a later one within the horizon; an empty later channel counts all
-- customers first met there
with met as (
    select
        journeys.customer_id,
        journeys.order_number,
        journeys.first_on,
        journeys.ordered_on,
        case
            when
                $tourists and journeys.channel = 'boutique' and first_store.country <> journeys.market
                then 'boutique_abroad'
            else journeys.channel
        end as first_channel,
        case
            when
                $tourists and later_channel = 'boutique' and later_store.country <> later_market
                then 'boutique_abroad'
            else later_channel
        end as later_channel
    from journeys
    left join stores as first_store on first_store.store_id = journeys.store_id
    left join stores as later_store on later_store.store_id = journeys.later_store_id
    where
        journeys.order_number is not null
        and journeys.first_on >= cast($since as date)
        and journeys.first_on < cast($until as date)
),
everybody as (
    select first_channel, count(distinct customer_id) as customers from met group by first_channel
),
later as (
    select first_channel, later_channel, count(distinct customer_id) as customers
    from met
    where order_number > 1 and date_diff('day', first_on, ordered_on) <= $horizon
    group by first_channel, later_channel
),
seconds as (
    select first_channel, later_channel, count(*) as customers
    from met
    where order_number = 2 and date_diff('day', first_on, ordered_on) <= $horizon
    group by first_channel, later_channel
)
select
    first_channel,
    cast(null as varchar) as later_channel,
    customers,
    cast(null as bigint) as by_second_order
from everybody
union all
select later.first_channel, later.later_channel, later.customers, coalesce(seconds.customers, 0)
from later
left join seconds on seconds.first_channel = later.first_channel and seconds.later_channel = later.later_channel
order by first_channel, later_channel
