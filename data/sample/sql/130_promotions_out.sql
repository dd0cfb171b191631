insert into campaigns (
    campaign_id, name, objective, market, starts_on, ends_on, budget, currency
)
select
    promotion_id,
    name,
    case when tier <> '' then 'win back ' || tier else 'win back' end,
    market,
    starts_on,
    starts_on + cast(offer_days - 1 as integer),
    4000,
    'EUR'
from sample_offer cross join sample_plan;

insert into promotions (
    promotion_id,
    campaign_id,
    system,
    source_key,
    kind,
    name,
    code,
    funder,
    depth,
    face_value,
    min_spend,
    currency,
    market,
    channel,
    tier,
    starts_on, ends_on, contact_cost_eur
)
select
    promotion_id,
    promotion_id,
    'sample',
    promotion_id,
    kind,
    name,
    null,
    case when platform_share = 0 then 'merchant' when platform_share = 1 then 'platform' else 'mixed' end,
    depth,
    null,
    null,
    null,
    market,
    null,
    nullif(tier, ''),
    starts_on,
    starts_on + cast(offer_days - 1 as integer),
    contact_cost_eur
from sample_offer cross join sample_plan;

insert into promotions (
    promotion_id,
    campaign_id,
    system,
    source_key,
    kind,
    name,
    code,
    funder,
    depth,
    face_value,
    min_spend,
    currency,
    market,
    channel,
    tier,
    starts_on, ends_on, contact_cost_eur
)
select
    promotion_id,
    null,
    'sample',
    promotion_id,
    kind,
    label,
    case when kind = 'code' then label end,
    case when platform_share = 0 then 'merchant' when platform_share = 1 then 'platform' else 'mixed' end,
    depth,
    null,
    null,
    null,
    nullif(market, ''),
    nullif(channel, ''),
    null,
    since,
    until - 1,
    0
from sample_code cross join sample_plan;

insert into promotions (
    promotion_id,
    campaign_id,
    system,
    source_key,
    kind,
    name,
    code,
    funder,
    depth,
    face_value,
    min_spend,
    currency,
    market,
    channel,
    tier,
    starts_on, ends_on, contact_cost_eur
)
select
    'markdown-' || lower(market),
    null,
    'sample',
    'markdown-' || lower(market),
    'markdown',
    'Markdowns ' || market,
    null,
    'merchant',
    null,
    null,
    null,
    null,
    market,
    null,
    null,
    since,
    until - 1,
    0
from sample_market cross join sample_plan;

insert into exposures (
    exposure_id,
    promotion_id,
    customer_id,
    id_type,
    id_hash,
    voucher_id,
    arm,
    assignment,
    p_treated,
    assigned_at,
    delivered_at,
    opened_at,
    claimed_at, redeemed_at, reversed_at, expires_at, system, file_id, row_no
)
select
    'sample:' || exposures.exposure_no,
    offer.promotion_id,
    people.customer_id,
    null,
    null,
    case when is_treated then 'V' || exposures.exposure_no end,
    case when is_treated then 'treated' else 'holdout' end,
    'randomised',
    offer.p_treated,
    cast(plan.since + cast(offer.start_day - 3 as integer) as timestamp),
    case when is_treated then cast(plan.since + cast(offer.start_day as integer) as timestamp) + to_hours(2) end,
    case
        when
            is_treated and (orders.order_no is not null or chance(exposures.exposure_no, 66) < 0.55)
            then cast(plan.since + cast(offer.start_day as integer) as timestamp) + to_hours(9)
    end,
    case
        when
            is_treated
            and (
                orders.order_no is not null
                or chance(exposures.exposure_no, 67)
                < case exposures.need when 'needs_it' then 0.5 when 'buys_anyway' then 0.25 else 0.05 end
            )
            then cast(plan.since + cast(offer.start_day as integer) as timestamp) + to_hours(9)
    end,
    orders.paid_at,
    case when totals.status = 'refunded' then orders.paid_at + to_days(15) end,
    cast(plan.since + cast(offer.start_day + plan.offer_days as integer) as timestamp),
    'sample',
    'sample:exposures',
    row_number() over (order by exposures.exposure_no)
from sample_exposures as exposures
join sample_offer as offer on offer.offer_no = exposures.offer_no
join sample_people as people on people.person_no = exposures.person_no
cross join sample_plan as plan
left join sample_vouchers as vouchers on vouchers.exposure_no = exposures.exposure_no
left join sample_orders as orders on orders.order_no = vouchers.order_no
left join sample_totals as totals on totals.order_no = vouchers.order_no
order by exposures.exposure_no;

-- what it cost to reach people: a small daily spend while a campaign runs
insert into campaign_spend (
    platform,
    account_id,
    platform_campaign_id,
    campaign_id,
    campaign_name,
    day,
    day_to,
    spend,
    currency,
    impressions,
    clicks,
    platform_conversions, platform_revenue, file_id, row_no
)
select
    'sample',
    'sample',
    offer.promotion_id,
    offer.promotion_id,
    offer.name,
    offer.starts_on + cast(day_no as integer),
    offer.starts_on + cast(day_no as integer),
    round(40 + 100 * chance(offer.offer_no * 100 + day_no, 140), 2),
    'EUR',
    cast(8000 + 9000 * chance(offer.offer_no * 100 + day_no, 141) as bigint),
    cast(120 + 200 * chance(offer.offer_no * 100 + day_no, 142) as bigint),
    null,
    null,
    'sample:spend',
    offer.offer_no * 100 + day_no
from sample_offer as offer cross join sample_plan as plan cross join range(plan.offer_days) as days (day_no);
