-- grain: one span of weeks from the day the group joined the wallet: who bought there, who of them was brought by it,
-- and what those brought by it spent anywhere
with spans as (
    select weeks, joined_day, joined_day + 7 * weeks as until_day
    from sample_plan cross join (values (26), (52), (104)) as horizons (weeks)
),
kept as (
    select
        orders.order_no,
        orders.person_no,
        orders.customer_id,
        orders.channel,
        orders.day_no,
        people.is_brought,
        totals.net - totals.returned > 0 as leaves_something,
        cast(totals.net - totals.returned as double) / orders.book_rate as eur
    from sample_orders as orders
    join sample_people as people on people.person_no = orders.person_no
    join sample_totals as totals on totals.order_no = orders.order_no
    where orders.is_real
),
arrived as (
    select weeks, joined_day, person_no, any_value(is_brought) as is_brought, min(day_no) as arrived_day
    from spans join kept on kept.day_no >= joined_day and kept.day_no < until_day
    where channel = 'wallet' and customer_id is not null
    group by weeks, joined_day, person_no
),
known as (
    select
        arrived.weeks,
        arrived.person_no,
        arrived.is_brought,
        arrived.arrived_day - max(kept.day_no) as days_since
    from arrived
    left join kept
        on
            kept.person_no = arrived.person_no and kept.day_no < arrived.arrived_day and kept.leaves_something
            and (kept.channel <> 'wallet' or kept.day_no < arrived.joined_day)
    group by arrived.weeks, arrived.person_no, arrived.is_brought, arrived.arrived_day
),
persons as (
    select
        weeks,
        count(*) as customers,
        count(*) filter (days_since is null) as new,
        count(*) filter (days_since <= 365) as moved,
        count(*) filter (days_since > 365) as returned,
        count(*) filter (is_brought) as brought
    from known group by weeks
),
money as (
    select
        weeks,
        count(*) filter (channel = 'wallet') as orders,
        count(*) filter (is_brought) as extra_orders,
        coalesce(sum(eur) filter (channel = 'wallet'), 0) as eur,
        coalesce(sum(eur) filter (is_brought), 0) as extra_eur
    from spans join kept on kept.day_no >= joined_day and kept.day_no < until_day
    group by weeks
)
select
    to_json({
        'weeks': weeks, 'customers': customers, 'new': new, 'moved': moved, 'returned': returned, 'brought': brought,
        'orders': orders,
        'extra_orders': extra_orders,
        'eur': round(eur),
        'extra_eur': round(extra_eur),
        'extra_share': round(extra_eur / nullif(eur, 0), 4)
    })
from persons join money using (weeks)
order by weeks;
