-- who comes, from which market and with which taste: a table, so that the joins below know how many rows they meet
create or replace temp table sample_arrivals as
with numbered as (
    select
        cast(no as bigint) as person_no,
        no >= people as is_guest,
        chance(no, 7) as cell,
        chance(no, 0) as arrival,
        chance(no, 1) as moment,
        chance(no, 2) as met,
        chance(no, 3) as closed,
        chance(no, 4) as needed,
        chance(no, 5) as end_draw
    from sample_plan cross join range(people + guests) as people_range (no)
)
select numbered.*, cells.market_no, cells.taste_no
from numbered join sample_cell as cells on numbered.cell >= cells.low and numbered.cell < cells.high;

-- grain: one person who may come to know the shop; guests buy once and leave no key
create or replace temp table sample_people as
with arrived as (
    select arrivals.*, clock.day_no, clock.before + moment * (clock.after - clock.before) as met_at
    from sample_arrivals as arrivals
    asof join sample_clock as clock
        on
            clock.market_no = arrivals.market_no
            and clock.taste_no = arrivals.taste_no
            and arrivals.arrival >= clock.arrivals_before
),
-- who would have met a closed boutique, or one in a country that could not be reached, met the online shop or
-- mini-program instead
introduced as (
    select
        arrived.*,
        case
            -- dear things are seldom met on a marketplace
            when
                origin.channel = 'marketplace' and arrived.taste_no >= 4 and arrived.closed < 0.8
                then instead.origin_no
            when
                origin.channel in ('boutique', 'phygital_lab')
                and (state.italy_unreachable and origin.abroad or state.is_closed and arrived.closed < 0.92)
                then instead.origin_no
            else origin.origin_no
        end as origin_no
    from arrived
    join
        sample_origin as origin
        on origin.market_no = arrived.market_no and arrived.met >= origin.low and arrived.met < origin.high
    join
        sample_origin as instead
        on
            instead.market_no = arrived.market_no
            and instead.channel = case when origin.market in ('CN', 'HK') then 'wallet' else 'ecommerce' end
    join sample_state as state on state.market_no = arrived.market_no and state.day_no = arrived.day_no
),
needing as (
    select
        introduced.*,
        origin.channel as first_channel,
        origin.abroad,
        case
            when needed < needs.n1 then 'needs_it' when needed < needs.n2 then 'buys_anyway' when
                needed < needs.n3
                then 'never'
            else 'put_off'
        end as need
    from introduced
    join sample_origin as origin on origin.origin_no = introduced.origin_no
    join sample_needs as needs on needs.taste_no = introduced.taste_no
),
living as (
    select
        needing.*,
        normal(person_no, 6) as wealth,
        case when is_guest then 0 else gamma(loyalty.r, person_no, 10) / loyalty.alpha end as yearly_rate,
        gamma(loyalty.s, person_no, 24) / loyalty.beta as yearly_dropout
    from needing join sample_loyalty as loyalty on loyalty.channel = needing.first_channel
)
select
    person_no,
    is_guest,
    market_no,
    taste_no,
    origin_no,
    first_channel,
    abroad,
    need,
    wealth,
    day_no as met_day,
    moment as met_moment,
    met_at,
    yearly_rate,
    yearly_dropout,
    least(day_no + moment - ln(end_draw) / yearly_dropout * 365.25, days) as last_day,
    chance(person_no, 8) < 0.9 as consents,
    case when is_guest then null else md5(getvariable('sample_seed') || ':' || person_no) end as customer_id
from living cross join sample_plan;
