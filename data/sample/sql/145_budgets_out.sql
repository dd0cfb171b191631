-- what the shop set itself for the last year and this one, by market, channel and boutique: the place's year before
-- plus 6 %, spread over months as its market sold, in rounded euro
insert into budgets (month, market, channel, store_key, currency, net_sales, with_vat, file_id, row_no)
with sold as (
    select
        year(orders.ordered_on) + 1 as year,
        month(orders.ordered_on) as month,
        orders.market,
        orders.channel,
        orders.store_id as store_key,
        cast(
            orders.goods_gross - orders.discount_merchant - orders.discount_platform + orders.refunded as double
        ) / made.book_rate as eur
    from orders join sample_orders as made on made.order_no = orders.row_no
),
years as (
    select year, market, channel, store_key, sum(eur) as eur
    from sold
    group by year, market, channel, store_key
),
months as (
    select
        year,
        month,
        market,
        greatest(sum(eur), 0) / nullif(sum(greatest(sum(eur), 0)) over (partition by year, market), 0) as share
    from sold
    group by year, month, market
),
planned as (
    select
        make_date(cast(months.year as integer), cast(months.month as integer), 1) as month,
        years.market,
        years.channel,
        years.store_key,
        1.06 * years.eur * months.share as eur
    from years join months on months.year = years.year and months.market = years.market
    where years.year between year((select until from sample_plan)) - 1 and year((select until from sample_plan))
),
rounded as (
    select *, case when eur < 5000 then 100 else 500 end as step
    from planned
)
select
    month,
    market,
    channel,
    store_key,
    'EUR',
    cast(greatest(round(eur / step), 1) * step as decimal(18, 6)),
    true,
    'sample:budgets',
    row_number() over (order by month, market, channel, store_key)
from rounded
where eur > 0
order by month, market, channel, store_key;
