-- grain: stage before and stage now (none, aware, interested, purchased, loyal)
with bought as (
    select
        customer_id,
        count(distinct case when ordered_on < cast($before as date) then ordered_on end) as days_before,
        count(
            distinct case
                when ordered_on < cast($before as date) and ordered_on >= cast($before as date) - $loyal then ordered_on
            end
        ) as recent_before,
        count(distinct ordered_on) as days_now,
        count(distinct case when ordered_on >= cast($until as date) - $loyal then ordered_on end) as recent_now
    from orders_mart
    where order_number is not null and ordered_on < cast($until as date)
    group by customer_id
),
met as (
    select
        customer_id,
        max(
            case
                when delivered_on < cast($before as date) and delivered_on >= cast($before as date) - $aware then 1 else
                    0
            end
        ) as aware_before,
        max(
            case
                when
                    coalesce(claimed_on, opened_on) < cast($before as date)
                    and coalesce(claimed_on, opened_on) >= cast($before as date) - $interested
                    then 1
                else 0
            end
        ) as interested_before,
        max(
            case
                when delivered_on < cast($until as date) and delivered_on >= cast($until as date) - $aware then 1 else 0
            end
        ) as aware_now,
        max(
            case
                when
                    coalesce(claimed_on, opened_on) < cast($until as date)
                    and coalesce(claimed_on, opened_on) >= cast($until as date) - $interested
                    then 1
                else 0
            end
        ) as interested_now
    from exposures_mart
    where customer_id is not null and arm <> 'holdout'
    group by customer_id
),
people as (
    select customer_id from bought
    union
    select customer_id from met
),
staged as (
    select
        case
            when recent_before >= 2 then 'loyal' when days_before >= 1 then 'purchased' when
                interested_before = 1
                then 'interested'
            when aware_before = 1 then 'aware' else 'none'
        end as stage_before,
        case
            when recent_now >= 2 then 'loyal' when days_now >= 1 then 'purchased' when
                interested_now = 1
                then 'interested'
            when aware_now = 1 then 'aware' else 'none'
        end as stage
    from people
    left join bought on bought.customer_id = people.customer_id
    left join met on met.customer_id = people.customer_id
)
select stage_before, stage, count(*) as customers from staged group by stage_before, stage order by stage_before, stage
