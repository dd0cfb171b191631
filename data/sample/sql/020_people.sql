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
        chance(no, 5) as end_draw,
        chance(no, 9) as feasted,
        chance(no, 23) as moved,
        chance(no, 37) as walks_in
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
-- one door of each channel of a market, at home where there is one
doors as (
    select market_no, channel, arg_min(origin_no, cast(abroad as integer)) as origin_no, sum(share) as share
    from sample_origin group by market_no, channel
),
-- guests are walk-ins of boutiques, nearly all; a market's first origins are its boutiques
drawn as (
    select
        arrived.* exclude (met),
        case when is_guest and walks_in < 0.97 then met * doors.share else met end as met,
        market.market = 'HK' and day_no >= plan.joined_day
        or market.market = 'CN'
        and day_no >= case when taste_no < 3 then plan.joined_day else plan.domestic_from end as has_wallet
    from arrived
    join doors on doors.market_no = arrived.market_no and doors.channel = 'boutique'
    join sample_market as market on market.market_no = arrived.market_no
    cross join sample_plan as plan
),
-- who would have met a closed boutique, or one in a country that could not be reached, met the online shop or
-- mini-program instead; before the wallet had what they want (dear things only once it had its own account in China),
-- those who would have come anyway met another channel, and those it brings did not come
wished as (
    select
        drawn.*,
        origin.origin_no as own_origin_no,
        origin.channel as own_channel,
        origin.channel = 'wallet' and drawn.moved < plan.new_share as is_brought,
        case
            when drawn.feasted < state.to_marketplace and drawn.taste_no < 5 then 'marketplace'
            -- dear things are seldom met on a marketplace
            when origin.channel = 'marketplace' and drawn.taste_no >= 4 and drawn.closed < 0.8 then 'online'
            when
                origin.channel in ('boutique', 'phygital_lab')
                and (state.italy_unreachable and origin.abroad or state.is_closed and drawn.closed < 0.92)
                then 'online'
            when origin.abroad and drawn.walks_in < state.at_home and origin.market = 'CN' then 'boutique at home'
            when origin.abroad and drawn.walks_in < state.at_home then 'online'
            when origin.channel = 'phygital_lab' and drawn.day_no < lab.opened_day then 'boutique'
            when
                origin.channel = 'wallet' and not drawn.has_wallet and drawn.moved > 0.75
                and not state.is_closed and origin.market = 'CN'
                then 'boutique'
            when origin.channel = 'wallet' then 'online'
            else origin.channel
        end as wished_channel
    from drawn
    join
        sample_origin as origin
        on origin.market_no = drawn.market_no and drawn.met >= origin.low and drawn.met < origin.high
    join sample_state as state on state.market_no = drawn.market_no and state.day_no = drawn.day_no
    cross join (select opened_day from sample_place where channel = 'phygital_lab') as lab
    cross join sample_plan as plan
    where not (origin.channel = 'wallet' and drawn.moved < plan.new_share and not drawn.has_wallet)
),
introduced as (
    select
        wished.*,
        case when wished_channel = own_channel then own_origin_no else doors.origin_no end as origin_no
    from wished
    join doors
        on
            doors.market_no = wished.market_no
            and doors.channel = case
                when wished_channel = 'boutique at home' then 'boutique'
                when wished_channel <> 'online' then wished_channel
                when has_wallet then 'wallet'
                else 'ecommerce'
            end
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
    is_brought and first_channel = 'wallet' as is_brought,
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
