-- grain: one order that someone would place were there no shock and no offer: the first, and repeats by the person's
-- own Poisson clock
create or replace temp table sample_wishes as
with ends as (
    select
        people.*, clock.before + (people.last_day - floor(people.last_day)) * (clock.after - clock.before) as ends_at
    from sample_people as people
    join sample_clock
        as clock on clock.market_no = people.market_no and clock.taste_no = people.taste_no
    and clock.day_no = least(cast(floor(people.last_day) as integer), (select days - 1 from sample_plan))
),
expected as (
    select *, greatest(yearly_rate / 365.25 * (ends_at - met_at), 0) as repeats from ends
),
tries as (
    select
        person_no,
        market_no,
        taste_no,
        met_at,
        yearly_rate,
        repeats,
        unnest(range(1, 2 + cast(ceil(repeats + 5 * sqrt(repeats) + 5) as integer))) as visit_no
    from expected
    where repeats > 1e-9
),
waits as (
    select
        *,
        sum(-ln(chance(person_no * 4096 + visit_no, 40))) over (partition by person_no order by visit_no) as waited
    from tries
),
repeated as (
    select
        person_no,
        market_no,
        taste_no,
        visit_no,
        met_at + waited * 365.25 / yearly_rate as clock_at
    from waits where waited <= repeats
),
dated as (
    select
        repeated.person_no,
        repeated.market_no,
        repeated.taste_no,
        repeated.visit_no,
        clock.day_no,
        (clock_at - clock.before) / (clock.after - clock.before) as moment
    from repeated
    asof join
        sample_clock as clock
        on
            clock.market_no = repeated.market_no
            and clock.taste_no = repeated.taste_no
            and repeated.clock_at >= clock.before
    union all
    select person_no, market_no, taste_no, 0, met_day, met_moment from sample_people
)
select
    dated.person_no * 4096 + visit_no as wish_id,
    person_no,
    dated.market_no,
    dated.taste_no,
    visit_no,
    dated.day_no,
    moment,
    case
        when chance(person_no * 4096 + visit_no, 41) < clock.to_entry then 1 when
            chance(person_no * 4096 + visit_no, 41) < clock.to_core
            then 2
        when chance(person_no * 4096 + visit_no, 41) < clock.to_premium then 3 when
            chance(person_no * 4096 + visit_no, 41) < clock.to_luxury
            then 4
        else 5
    end as tier_no
from dated
join
    sample_clock as clock
    on clock.market_no = dated.market_no and clock.taste_no = dated.taste_no and clock.day_no = dated.day_no;

-- the shock takes wishes away while it lasts; demand above what would have been comes from people who bought some weeks
-- before
create or replace temp table sample_shocked as
with felt as (
    select wishes.*, days.shock, chance(wish_id, 42) as luck
    from sample_wishes as wishes
    join
        sample_days as days
        on days.market_no = wishes.market_no and days.tier_no = wishes.tier_no and days.day_no = wishes.day_no
),
more as (
    select
        *,
        unnest(
            range(
                1,
                1 + cast(floor(shock - 1) + case when luck < shock - 1 - floor(shock - 1) then 1 else 0 end as integer)
            )
        ) as extra_no
    from felt
    where shock > 1
),
extras as (
    select
        more.wish_id + 2048 + extra_no as wish_id,
        earlier.person_no,
        more.market_no,
        more.taste_no,
        more.tier_no,
        more.day_no,
        more.moment
    from more
    asof join (select * from sample_wishes where person_no < (select people from sample_plan)) as earlier
        on
            earlier.market_no = more.market_no and earlier.taste_no = more.taste_no
            and more.day_no + more.moment - 21 - 200 * chance(more.wish_id, 43 + extra_no)
            >= earlier.day_no + earlier.moment
)
select
    wish_id,
    person_no,
    market_no,
    tier_no,
    day_no,
    moment,
    visit_no = 0 as is_first,
    'own' as cause,
    shock >= 1 or luck < shock as happens,
    true as would_happen
from felt
union all
select wish_id, person_no, market_no, tier_no, day_no, moment, false, 'rebound', true, false from extras;

drop table sample_arrivals;
drop table sample_wishes;
