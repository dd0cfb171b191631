-- grain: one system and what it tells of, by the table it stands in
with told as (
    select
        system,
        'orders' as what,
        min(ordered_on) as first_on,
        max(ordered_on) as last_on,
        count(*) as rows
    from orders group by system
    union all
    select
        system,
        'wallet_transactions',
        min(occurred_on),
        max(occurred_on),
        count(*)
    from wallet_transactions group by system
    union all
    select system, 'settlements', min(occurred_on), max(occurred_on), count(*) from settlements group by system
    union all
    select source, 'fx_rates', min(rate_on), max(rate_on), count(*) from fx_rates group by source
    union all
    select platform, 'campaign_spend', min(day), max(day_to), count(*) from campaign_spend group by platform
),
loaded as (
    select system, max(loaded_at) as loaded_at, count(*) as files from source_files group by system
)
select
    told.system,
    told.what,
    told.first_on,
    told.last_on,
    told.rows,
    loaded.loaded_at,
    coalesce(loaded.files, 0) as files
from told left join loaded on loaded.system = told.system
order by told.what, told.system
