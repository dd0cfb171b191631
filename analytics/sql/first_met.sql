-- grain: whether watched for a year, market and year of the first order, its channel, promotion, band of discount and
-- phase, twelfths of a year since (0: the first day; empty: the year as a whole); `unrated`: customers with an order of
-- that year without an exchange rate, who are in no other sum
with placed as (
    select
        journeys.customer_no,
        coalesce(first_orders.first_on < cast($watched as date), false) as is_watched,
        first_orders.market,
        cast(extract(year from first_orders.first_on) as integer) as year,
        first_orders.channel,
        first_orders.promotion_id,
        first_orders.band,
        first_orders.phase,
        date_diff('day', first_orders.first_on, journeys.ordered_on) as days,
        journeys.order_number,
        journeys.net_eur,
        journeys.margin_eur,
        count(*) over (partition by journeys.customer_no)
        = count(journeys.net_eur) over (partition by journeys.customer_no) as is_rated,
        cast(journeys.net_whole as hugeint) * (journeys.net_whole + 2 * journeys.net_before) as net_step,
        cast(journeys.margin_whole as hugeint) * (journeys.margin_whole + 2 * journeys.margin_before) as margin_step
    from journeys
    join first_orders on first_orders.customer_no = journeys.customer_no
    where
        first_orders.first_on >= cast($since as date)
        and first_orders.first_on < cast($until as date)
        and date_diff('day', first_orders.first_on, journeys.ordered_on) <= 365
),
years as (
    select
        is_watched,
        market,
        year,
        channel,
        promotion_id,
        band,
        phase,
        cast(null as integer) as k,
        count(distinct case when is_rated then customer_no end) as customers,
        count(distinct case when is_rated and order_number is not null and days > 0 then customer_no end) as back,
        sum(case when is_rated then net_eur end) as net_eur,
        sum(case when is_rated then margin_eur end) as margin_eur,
        cast(sum(case when is_rated then net_step end) as double) as net_squares,
        cast(sum(case when is_rated then margin_step end) as double) as margin_squares,
        count(case when is_rated then 1 end) - count(case when is_rated then margin_eur end) as without_margin,
        count(distinct case when not is_rated then customer_no end) as unrated
    from placed
    group by is_watched, market, year, channel, promotion_id, band, phase
),
months as (
    select
        is_watched,
        market,
        year,
        channel,
        promotion_id,
        band,
        phase,
        cast(ceil(days * 12 / 365.0) as integer) as k,
        cast(null as bigint) as customers,
        cast(null as bigint) as back,
        sum(net_eur) as net_eur,
        sum(margin_eur) as margin_eur,
        cast(null as double) as net_squares,
        cast(null as double) as margin_squares,
        count(*) - count(margin_eur) as without_margin,
        cast(null as bigint) as unrated
    from placed
    where is_watched and is_rated
    group by is_watched, market, year, channel, promotion_id, band, phase, cast(ceil(days * 12 / 365.0) as integer)
)
select * from years
union all
select * from months
order by is_watched, market, year, channel, promotion_id, band, phase, k
