-- grain: market and tier of the last order of customers known at the start of a window: how many, how many bought in
-- it, sums and sums of squares of what they bought; of margins over customers all of whose lines have a cost
with known as (
    select
        customer_id,
        max_by(market, struct_pack(ordered_at := ordered_at, id := order_id)) as market,
        max_by(tier, struct_pack(ordered_at := ordered_at, id := order_id)) as tier
    from orders_mart
    where
        customer_id is not null and order_number is not null
        and ordered_on >= cast($known_since as date) and ordered_on < cast($since as date)
    group by customer_id
),
bought as (
    select
        customer_id,
        cast(sum(net_eur) as double) as net,
        case when count(margin_eur) = count(*) then cast(sum(margin_eur) as double) end as margin,
        max(case when is_sale then 1 else 0 end) as buys
    from orders_mart
    where customer_id is not null and ordered_on >= cast($since as date) and ordered_on < cast($until as date)
    group by customer_id
)
select
    known.market,
    known.tier,
    count(*) as customers,
    coalesce(sum(bought.buys), 0) as buyers,
    coalesce(sum(bought.net), 0) as net_eur,
    coalesce(sum(bought.net * bought.net), 0) as net_squared,
    sum(case when bought.customer_id is null or bought.margin is not null then 1 else 0 end) as customers_with_margin,
    coalesce(sum(bought.margin), 0) as margin_eur,
    coalesce(sum(bought.margin * bought.margin), 0) as margin_squared
from known left join bought on bought.customer_id = known.customer_id
group by known.market, known.tier
order by known.market, known.tier
