-- grain: one order of a known customer from the first on; market, channel, store_id and tier are those of the first
-- order, later_* those of this one.
-- Weeks, months and quarters are numbers (weeks since Monday 1970-01-05, months and quarters since year 0), so that a
-- span is a difference; `whole` amounts are in whole euro, exact when squared; `only_in_*`: the customer's one order of
-- that span; `*_0`: net sales of the customer's first span
with placed as (
    select
        customers_mart.customer_no,
        orders_mart.customer_id,
        orders_mart.order_id,
        orders_mart.order_number,
        customers_mart.first_on,
        customers_mart.last_on,
        orders_mart.ordered_on,
        customers_mart.market,
        customers_mart.channel,
        customers_mart.store_id,
        customers_mart.tier,
        customers_mart.first_depth as depth,
        customers_mart.first_campaign as campaign,
        orders_mart.market as later_market,
        orders_mart.channel as later_channel,
        orders_mart.store_id as later_store_id,
        orders_mart.tier as later_tier,
        orders_mart.currency,
        orders_mart.gross_eur - orders_mart.discount_eur as sold_eur,
        orders_mart.returns_eur,
        orders_mart.net_eur,
        orders_mart.margin_eur,
        cast(round(coalesce(orders_mart.gross_eur - orders_mart.discount_eur, 0), 0) as bigint) as sold_whole,
        cast(round(coalesce(orders_mart.returns_eur, 0), 0) as bigint) as returns_whole,
        cast(round(coalesce(orders_mart.net_eur, 0), 0) as bigint) as net_whole,
        cast(round(coalesce(orders_mart.margin_eur, 0), 0) as bigint) as margin_whole,
        cast(floor(date_diff('day', date '1970-01-05', orders_mart.ordered_on) / 7) as integer) as week,
        cast(
            extract(year from orders_mart.ordered_on) * 12 + extract(month from orders_mart.ordered_on) - 1 as integer
        ) as month,
        cast(
            extract(year from orders_mart.ordered_on) * 4 + extract(quarter from orders_mart.ordered_on) - 1 as integer
        ) as quarter,
        cast(floor(date_diff('day', date '1970-01-05', customers_mart.first_on) / 7) as integer) as first_week,
        cast(
            extract(year from customers_mart.first_on) * 12 + extract(month from customers_mart.first_on) - 1 as integer
        ) as first_month,
        cast(
            extract(year from customers_mart.first_on) * 4
            + extract(quarter from customers_mart.first_on)
            - 1 as integer
        ) as first_quarter,
        cast(floor(date_diff('day', date '1970-01-05', customers_mart.last_on) / 7) as integer) as last_week,
        cast(
            extract(year from customers_mart.last_on) * 12 + extract(month from customers_mart.last_on) - 1 as integer
        ) as last_month,
        cast(
            extract(year from customers_mart.last_on) * 4 + extract(quarter from customers_mart.last_on) - 1 as integer
        ) as last_quarter
    from orders_mart join customers_mart on customers_mart.customer_id = orders_mart.customer_id
    where orders_mart.ordered_on >= customers_mart.first_on
)
select
    *,
    cast(coalesce(sum(net_whole) over before, 0) as bigint) as net_before,
    cast(coalesce(sum(margin_whole) over before, 0) as bigint) as margin_before,
    coalesce(lag(week) over along <> week, true) and coalesce(lead(week) over along <> week, true) as only_in_week,
    coalesce(lag(month) over along <> month, true) and coalesce(lead(month) over along <> month, true) as only_in_month,
    coalesce(lag(quarter) over along <> quarter, true)
    and coalesce(lead(quarter) over along <> quarter, true) as only_in_quarter,
    cast(sum(case when week = first_week then net_whole else 0 end) over whole as bigint) as week_0,
    cast(sum(case when month = first_month then net_whole else 0 end) over whole as bigint) as month_0,
    cast(sum(case when quarter = first_quarter then net_whole else 0 end) over whole as bigint) as quarter_0
from placed
window
    whole as (partition by customer_no), along as (partition by customer_no order by ordered_on, order_id),
    before as (partition by customer_no order by ordered_on, order_id rows between unbounded preceding and 1 preceding)
order by customer_no, ordered_on, order_id
