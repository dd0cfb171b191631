insert into source_files (
    file_id,
    batch_id,
    file_name,
    member_name,
    system,
    layout,
    encoding,
    delimiter,
    header_row,
    tz,
    account_id,
    first_on,
    last_on,
    rows_seen, rows_loaded, rows_duplicate, rows_rejected, rows_updated, declared, declared_matches, message, loaded_at,
    channel
)
with seen as (
    select
        'sample:orders' as file_id,
        'sample shop: orders' as file_name,
        'orders' as layout,
        count(*) as rows,
        min(ordered_on) as first_on,
        max(ordered_on) as last_on
    from orders
    union all
    select
        'sample:wallet',
        'sample shop: wallet transactions',
        'wallet',
        count(*),
        min(occurred_on),
        max(occurred_on)
    from wallet_transactions
    where file_id = 'sample:wallet'
    union all
    select
        file_id,
        case system
            when 'yunshang' then 'sample shop: money of Yunshang'
            when 'piazza' then 'sample shop: money of Piazza' else 'sample shop: card money'
        end,
        'wallet',
        count(*),
        min(occurred_on),
        max(occurred_on)
    from wallet_transactions
    where file_id <> 'sample:wallet'
    group by file_id, system
    union all
    select
        file_id,
        case file_id
            when 'sample:settlements' then 'sample shop: payouts'
            when 'sample:yunshang_payouts' then 'sample shop: payouts of Yunshang'
            when 'sample:piazza_payouts' then 'sample shop: payouts of Piazza'
            else 'sample shop: payouts of cards'
        end,
        'settlements',
        count(*),
        min(occurred_on),
        max(occurred_on)
    from settlements
    group by file_id
    union all
    select
        'sample:bank',
        'sample shop: bank account',
        'bank_statement',
        count(*),
        min(booked_on),
        max(booked_on)
    from bank_lines
    union all
    select
        'sample:contracts',
        'sample shop: contracts of wallets',
        'contracts',
        count(*),
        min(since),
        max(since)
    from wallet_contracts
    union all
    select
        'sample:exposures',
        'sample shop: offers and holdouts',
        'exposures',
        count(*),
        min(cast(assigned_at as date)),
        max(cast(assigned_at as date))
    from exposures
    union all
    select 'sample:spend', 'sample shop: spend on campaigns', 'campaign_spend', count(*), min(day), max(day)
    from campaign_spend
    union all
    select 'sample:fx', 'sample shop: exchange rates', 'fx', count(*), min(rate_on), max(rate_on) from fx_rates
    union all
    select
        'sample:trade',
        'sample shop: clothing trade by market',
        'market_series',
        count(*),
        min(starts_on),
        max(starts_on)
    from market_series
    union all
    select
        'sample:budgets',
        'sample shop: budgets by market, channel and boutique',
        'budgets',
        count(*),
        min(month),
        max(month)
    from budgets
    union all
    select
        'sample:catalogue',
        'sample shop: price lists',
        'products',
        count(*),
        min(valid_from),
        max(valid_from)
    from products
),
marketplaces as (
    select distinct marketplace as system from sample_marketplace_orders
)
select
    file_id,
    plan.batch_id,
    file_name,
    null,
    coalesce(marketplaces.system, 'sample'),
    layout,
    null,
    null,
    null,
    null,
    null,
    first_on,
    last_on,
    rows,
    rows,
    0,
    0,
    0,
    null,
    null,
    'generated with seed ' || plan.seed,
    now(),
    case when marketplaces.system is null then '' else 'marketplace' end
from seen
cross join sample_plan as plan
left join marketplaces on starts_with(seen.file_id, 'sample:' || marketplaces.system)
where rows > 0;
