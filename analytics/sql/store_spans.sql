-- grain: one store that ever sold: where it stands, and its first and last day with an order
select
    daily.store_id,
    coalesce(min(stores.region), '') as region,
    coalesce(min(stores.country), '') as country,
    coalesce(min(stores.channel), '') as channel,
    min(daily.day) as first_on,
    max(daily.day) as last_on
from daily left join stores using (store_id)
where daily.store_id is not null and daily.orders > 0
group by daily.store_id
order by daily.store_id
