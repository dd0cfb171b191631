-- grain: score before and now (0: not yet a customer) of recency, frequency and value; days are those of orders that
-- left something, net sales of all: a credit note is no purchase and lowers what was bought
with histories as (
    select
        customer_id,
        max(case when order_number is not null and ordered_on < cast($before as date) then ordered_on end)
            as last_before,
        max(case when order_number is not null then ordered_on end) as last_now,
        count(distinct case when order_number is not null and ordered_on < cast($before as date) then ordered_on end)
            as days_before,
        count(distinct case when order_number is not null then ordered_on end) as days_now,
        sum(case when ordered_on < cast($before as date) then net_eur end) as net_before,
        sum(net_eur) as net_now
    from orders_mart
    where customer_id is not null and ordered_on < cast($until as date)
    group by customer_id
    having count(order_number) > 0
),
aged as (
    select
        * replace (case when days_before > 0 then net_before end as net_before),
        date_diff('day', last_before, cast($before as date)) as age_before,
        date_diff('day', last_now, cast($until as date)) as age_now
    from histories
),
scored as (
    select
        net_now,
        net_before,
        case
            when days_before = 0 then 0 when age_before <= $r5 then 5 when age_before <= $r4 then 4 when
                age_before <= $r3
                then 3
            when age_before <= $r2 then 2 else 1
        end as r_before,
        case
            when days_before = 0 then 0 when days_before >= $f5 then 5 when days_before >= $f4 then 4 when
                days_before >= $f3
                then 3
            when days_before >= $f2 then 2 else 1
        end as f_before,
        case
            when days_before = 0 then 0 when net_before >= $m5 then 5 when net_before >= $m4 then 4 when
                net_before >= $m3
                then 3
            when net_before >= $m2 then 2 else 1
        end as m_before,
        case
            when age_now <= $r5 then 5 when age_now <= $r4 then 4 when age_now <= $r3 then 3 when
                age_now <= $r2
                then 2
            else 1
        end as r,
        case
            when days_now >= $f5 then 5 when days_now >= $f4 then 4 when days_now >= $f3 then 3 when
                days_now >= $f2
                then 2
            else 1
        end as f,
        case
            when net_now >= $m5 then 5 when net_now >= $m4 then 4 when net_now >= $m3 then 3 when
                net_now >= $m2
                then 2
            else 1
        end as m
    from aged
)
select
    r_before,
    f_before,
    m_before,
    r,
    f,
    m,
    count(*) as customers,
    sum(net_now) as net_eur,
    sum(net_before) as net_before_eur
from scored
group by r_before, f_before, m_before, r, f, m
order by r, f, m, r_before, f_before, m_before
