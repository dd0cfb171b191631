-- grain: one first channel: who came, and how many of those seen for a year or longer bought again within it
with firsts as (
    select person_no, arg_min(channel, order_no) as channel, min(day_no) as first_day
    from sample_orders where is_real and customer_id is not null group by person_no
),
seconds as (
    select orders.person_no, min(orders.day_no) as second_day
    from sample_orders as orders join firsts on firsts.person_no = orders.person_no
    where orders.is_real and orders.day_no > firsts.first_day
    group by orders.person_no
)
select
    to_json({
        'channel': channel, 'customers': count(*), 'seen_a_year': count(*) filter (first_day <= days - 366),
        'again_in_a_year': count(*) filter (first_day <= days - 366 and second_day - first_day <= 365)
    })
from firsts left join seconds on seconds.person_no = firsts.person_no cross join sample_plan
group by channel, days
order by channel;
