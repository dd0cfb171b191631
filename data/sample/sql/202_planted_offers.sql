-- grain: one offer and tier of the customers' last order: who was treated, and what the offer did to the treated; exact
-- sums, so that no thread count changes a digit
with drawn as (
    select
        offer_no,
        last_tier,
        count(*) filter (is_treated) as treated,
        count(*) filter (not is_treated) as holdout,
        sum(extra_chance::decimal(18, 12)) as expected_extra
    from sample_exposures group by all
),
extra as (
    select offer_no, last_tier, count(*) as orders from sample_extras group by all
),
stopped as (
    select
        offer_no,
        last_tier,
        count(*) filter (is_during) as during,
        count(*) filter (not is_during) as later
    from sample_stopped group by all
)
select
    to_json({
        'promotion_id': offer.promotion_id, 'market': offer.market, 'depth': offer.depth, 'starts_on': offer.starts_on,
        'tier': ['entry', 'core', 'premium', 'luxury', 'haute'][drawn.last_tier],
        'treated': treated,
        'holdout': holdout,
        'expected_extra': round(expected_extra, 3)::double,
        'extra_orders': coalesce(extra.orders, 0),
        'put_off_orders': coalesce(stopped.during, 0),
        'pulled_forward_orders': coalesce(stopped.later, 0)
    })
from drawn
join sample_offer as offer on offer.offer_no = drawn.offer_no
left join extra on extra.offer_no = drawn.offer_no and extra.last_tier = drawn.last_tier
left join stopped on stopped.offer_no = drawn.offer_no and stopped.last_tier = drawn.last_tier
order by offer.offer_no, drawn.last_tier;
