-- grain: one customer and promotion, and the arm that the customer was put in
-- A time without an offset is UTC, so that a day alone stays that day. p_treated between 0 and 1 says that a draw
-- decided: the arms are randomised.
with cells as (
    select
        *,
        "customer_key" as said_key,
        "promotion" as said_promotion,
        case
            when
                lower("arm") in ('treated', 'treatment', 'test', 't', '1', 'exposed', 'trattato', '处理组', '实验组')
                then 'treated'
            when
                lower("arm") in (
                    'holdout', 'hold-out', 'control', 'c', '0', 'untreated', 'controllo', '对照组', '留出组'
                )
                then 'holdout'
            when lower("arm") = 'unknown' then 'unknown'
        end as said_arm,
        try_cast(case
            when "p_treated" like '%\%' escape '\' then try_cast(replace("p_treated", '%', '') as double) / 100
            else try_cast("p_treated" as double)
        end as double) as probability,
        coalesce(lower("key_type"), case
            when "customer_key" like '%@%' then 'email'
            when regexp_matches("customer_key", '^[0-9a-f]{32}$') then 'customer_id'
            else 'customer_key'
        end) as type_of_key,
        (select tz from file) as zone
    from staged
),

arms as (
    select
        *,
        min(said_arm) over (partition by said_promotion, type_of_key, lower(said_key))
        <> max(said_arm) over (partition by said_promotion, type_of_key, lower(said_key)) as is_in_both
    from cells
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when said_key is null then 'customer_key is empty' end,
        case when said_promotion is null then 'promotion is empty' end,
        case when said_arm is null then 'arm: ' || kind_of("arm") || ' where treated, holdout or unknown may stand' end,
        case when is_in_both then 'the customer stands in both arms of the promotion' end,
        case
            when
                type_of_key not in ($key_types)
                then
                    'key_type: '
                    || kind_of(type_of_key)
                    || ' where one of '
                    || concat_ws(', ', $key_types)
                    || ' may stand'
        end,
        unread("p_treated", probability, 'p_treated'),
        case when probability not between 0 and 1 then 'p_treated: a number outside of 0 to 1' end,
        unread("assigned_at", shop_instant("assigned_at", zone), 'assigned_at'),
        unread("starts_on", written_day("starts_on"), 'starts_on'),
        unread("ends_on", written_day("ends_on"), 'ends_on'),
        unread("delivered_at", shop_instant("delivered_at", zone), 'delivered_at'),
        unread("opened_at", shop_instant("opened_at", zone), 'opened_at'),
        unread("claimed_at", shop_instant("claimed_at", zone), 'claimed_at'),
        unread("redeemed_at", shop_instant("redeemed_at", zone), 'redeemed_at'),
        unread("depth", try_cast("depth" as double), 'depth'),
        unread("contact_cost_eur", money("contact_cost_eur"), 'contact_cost_eur'),
        case
            when lower("funder") not in ('merchant', 'platform', 'brand', 'bank', 'mixed', 'unknown')
                then
                    'funder: '
                    || kind_of("funder")
                    || ' where merchant, platform, brand, bank, mixed or unknown may stand'
        end,
        case
            when
                lower("kind") not in
                (
                    'code',
                    'voucher',
                    'red_packet',
                    'points',
                    'instant_discount',
                    'markdown',
                    'free_shipping',
                    'gift',
                    'cashback',
                    'other'
                )
                then 'kind: ' || kind_of("kind") || ' where code, voucher, gift, markdown ... or other may stand'
        end,
        case
            when lower("tier") not in ('entry', 'core', 'premium', 'luxury', 'haute')
                then 'tier: ' || kind_of("tier") || ' where entry, core, premium, luxury or haute may stand'
        end,
        case
            when lower("assignment") not in ('randomised', 'randomized', 'rule', 'self_selected', 'unknown')
                then
                    'assignment: '
                    || kind_of("assignment")
                    || ' where randomised, rule, self_selected or unknown may stand'
        end
    ), '') as problem,
    concat_ws('|', said_promotion, type_of_key, lower(said_key)) as natural_key,
    said_promotion as promotion_key,
    "promotion_name" as promotion_name,
    lower("kind") as kind,
    lower("funder") as funder,
    try_cast("depth" as double) as depth,
    written_day("starts_on") as starts_on,
    written_day("ends_on") as ends_on,
    money("contact_cost_eur") as contact_cost_eur,
    "category" as category,
    "brand" as brand,
    lower("tier") as tier,
    type_of_key as id_type,
    "key_system" as key_system,
    said_key as customer_key,
    said_arm as arm,
    coalesce(
        replace(lower("assignment"), 'randomized', 'randomised'),
        case when probability > 0 and probability < 1 then 'randomised' else 'unknown' end
    ) as assignment,
    probability as p_treated,
    shop_instant("assigned_at", zone) as assigned_at,
    shop_instant("delivered_at", zone) as delivered_at,
    shop_instant("opened_at", zone) as opened_at,
    shop_instant("claimed_at", zone) as claimed_at,
    shop_instant("redeemed_at", zone) as redeemed_at,
    shop_instant("expires_at", zone) as expires_at
from arms
