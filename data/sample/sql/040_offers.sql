-- grain: one customer of one offer; who is held out was drawn by lot
create or replace temp table sample_exposures as
with past as (
    select
        offer.offer_no,
        offer.market_no,
        offer.start_day,
        offer.p_treated,
        offer.depth,
        offer.tier_no as only_tier,
        visits.person_no,
        arg_max(visits.tier_no, visits.day_no + visits.moment) as last_tier,
        max(visits.day_no) as last_day
    from sample_offer as offer
    join
        sample_shocked as visits
        on visits.market_no = offer.market_no and visits.happens and visits.day_no < offer.start_day - 3
    where visits.person_no < (select people from sample_plan)
    group by all
),
reached as (
    select
        past.*,
        people.need,
        people.last_day >= offer_start as lives,
        cast(offer_no as bigint) * 1073741824 + past.person_no as exposure_no
    from (select past.*, start_day as offer_start from past) as past
    join sample_people as people on people.person_no = past.person_no
    where people.consents and past.last_day >= start_day - 730 and (only_tier is null or only_tier = last_tier)
),
drawn as (
    select *, chance(exposure_no, 60) < p_treated as is_treated from reached
)
select
    drawn.*,
    case
        when not is_treated or not lives then 0
        else least(lift.extra * response.response * (drawn.depth / 0.2) ** (select lift_power from sample_plan), 1)
    end as extra_chance,
    lift.borrowed
from drawn
join sample_lift as lift on lift.market_no = drawn.market_no and lift.tier_no = drawn.last_tier
join sample_response as response on response.need = drawn.need;

create or replace temp table sample_extras as
select
    exposure_no,
    offer_no,
    person_no,
    market_no,
    last_tier as tier_no,
    last_tier,
    need,
    start_day + cast(floor(chance(exposure_no, 63) * (select offer_days from sample_plan)) as integer) as day_no,
    chance(exposure_no, 64) as moment
from sample_exposures
where is_treated and chance(exposure_no, 62) < extra_chance;

-- own visits of treated customers that an offer stops: put off while it runs, or already done after it (the share that
-- makes up for what was borrowed)
create or replace temp table sample_stopped as
with near as (
    select
        exposures.offer_no,
        exposures.market_no,
        exposures.last_tier,
        exposures.need,
        exposures.extra_chance,
        visits.wish_id,
        exposures.borrowed,
        visits.day_no < start_day + (select offer_days from sample_plan) as is_during
    from sample_exposures as exposures
    join sample_shocked as visits
        on
            visits.person_no = exposures.person_no and visits.happens and not visits.is_first
            and visits.day_no >= start_day
            and visits.day_no < start_day + (select offer_days + dip_days from sample_plan)
    where exposures.is_treated
),
owed as (
    select extras.market_no, extras.last_tier, extras.need, count(*) * max(lift.borrowed) as owed
    from sample_extras as extras
    join sample_lift as lift on lift.market_no = extras.market_no and lift.tier_no = extras.last_tier
    group by all
),
owing as (
    select
        market_no,
        last_tier,
        need,
        count(*) as visits
    from near where not is_during and extra_chance > 0 group by all
)
select
    near.wish_id,
    min(near.offer_no) as offer_no,
    bool_or(near.is_during) as is_during,
    any_value(near.last_tier) as last_tier,
    any_value(near.need) as need,
    any_value(near.market_no) as market_no
from near
left join owed on owed.market_no = near.market_no and owed.last_tier = near.last_tier and owed.need = near.need
left join owing on owing.market_no = near.market_no and owing.last_tier = near.last_tier and owing.need = near.need
where
    chance(near.wish_id, 65) < case
        when near.is_during and near.need = 'put_off' then (select put_off_share from sample_plan)
        when not near.is_during and near.extra_chance > 0 then least(owed.owed / owing.visits, 0.9)
        else 0
    end
group by near.wish_id;

-- grain: one visit that happens in any of the worlds: with or without the shock, with or without the offers
create or replace temp table sample_visits as
select
    shocked.*,
    stopped.wish_id is not null as is_stopped,
    cast(null as bigint) as exposure_no,
    stopped.offer_no as stopped_by,
    stopped.is_during as stopped_during
from sample_shocked as shocked left join sample_stopped as stopped on stopped.wish_id = shocked.wish_id
union all
select
    exposure_no + 35184372088832,
    person_no,
    market_no,
    tier_no,
    day_no,
    moment,
    false,
    'offer',
    true,
    true,
    false,
    exposure_no,
    null,
    null
from sample_extras;
