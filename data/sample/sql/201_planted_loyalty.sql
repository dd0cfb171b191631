-- grain: one first channel: who came, and how many of those seen for a year or longer bought again within it;
-- `kept_`: the same by orders that left something
with bought as (
    select orders.person_no, orders.order_no, orders.channel, orders.day_no, false as is_kept
    from sample_orders as orders where is_real and customer_id is not null
    union all
    select orders.person_no, orders.order_no, orders.channel, orders.day_no, true
    from sample_orders as orders join sample_totals as totals on totals.order_no = orders.order_no
    where is_real and customer_id is not null and totals.net > totals.returned
),
firsts as (
    select person_no, is_kept, arg_min(channel, order_no) as channel, min(day_no) as first_day
    from bought group by person_no, is_kept
),
seconds as (
    select bought.person_no, bought.is_kept, min(bought.day_no) as second_day
    from bought join firsts on firsts.person_no = bought.person_no and firsts.is_kept = bought.is_kept
    where bought.day_no > firsts.first_day
    group by bought.person_no, bought.is_kept
),
told as (
    select firsts.*, first_day <= days - 366 as is_seen, coalesce(second_day - first_day <= 365, false) as is_again
    from firsts
    left join seconds on seconds.person_no = firsts.person_no and seconds.is_kept = firsts.is_kept
    cross join sample_plan
)
select
    to_json({
        'channel': channel, 'customers': count(*) filter (not is_kept),
        'seen_a_year': count(*) filter (not is_kept and is_seen),
        'again_in_a_year': count(*) filter (not is_kept and is_seen and is_again),
        'kept_seen_a_year': count(*) filter (is_kept and is_seen),
        'kept_again_in_a_year': count(*) filter (is_kept and is_seen and is_again)
    })
from told
group by channel
order by channel;
