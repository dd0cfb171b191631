-- grain: one visit of any world, with where and when it takes place
create or replace temp table sample_orders as
with visited as (
    select
        visits.*,
        people.first_channel,
        people.abroad,
        people.origin_no,
        people.need,
        people.wealth,
        people.customer_id,
        people.is_brought
    from sample_numbered as visits join sample_people as people on people.person_no = visits.person_no
),
wanted as (
    select
        visited.*,
        market.market,
        state.is_closed,
        state.italy_unreachable,
        state.to_marketplace,
        state.at_home,
        market.market in ('CN', 'HK') and visited.day_no >= plan.joined_day as has_wallet,
        case
            when is_first then first_channel
            when market.market = 'CN' and tier_no < 5 and chance(order_no, 68) < state.to_marketplace then 'marketplace'
            when chance(order_no, 70) < origin.later_1 then 'boutique' when
                chance(order_no, 70) < origin.later_2
                then 'phygital_lab'
            when chance(order_no, 70) < origin.later_3 then 'wallet' when
                chance(order_no, 70) < origin.later_4
                then 'ecommerce'
            else 'marketplace'
        end as wanted_channel,
        case
            when market.market = 'CN'
                then
                    case
                        when is_first and visited.abroad then 'IT' when
                            not is_first
                            and chance(order_no, 71)
                            < case when visited.abroad then 0.4 else 0.05 end * (1 - state.at_home)
                            then 'IT'
                        else 'CN'
                    end
            else 'IT'
        end as wanted_country
    from visited
    join sample_origin as origin on origin.origin_no = visited.origin_no
    join sample_market as market on market.market_no = visited.market_no
    join sample_state as state on state.market_no = visited.market_no and state.day_no = visited.day_no
    cross join sample_plan as plan
),
-- shops that are shut or out of reach send their visitors online: to the mini-program in China, to the online shop
-- elsewhere
possible as (
    select
        *,
        wanted_channel in ('boutique', 'phygital_lab') and (
            is_closed and chance(order_no, 72) < 0.92 or wanted_country = 'IT' and market <> 'IT' and italy_unreachable
            or market not in ('IT', 'CN') and not is_first and chance(order_no, 67) < at_home
        ) as goes_online
    from wanted
),
channelled as (
    select
        *,
        case
            when
                goes_online or wanted_channel = 'wallet'
                or wanted_channel = 'marketplace' and tier_no >= 4 and not is_first and chance(order_no, 69) < 0.8
                then case when has_wallet then 'wallet' else 'ecommerce' end
            when wanted_channel = 'phygital_lab' and day_no < lab.opened_day then 'boutique'
            else wanted_channel
        end as channel
    from possible cross join (select opened_day from sample_place where channel = 'phygital_lab') as lab
),
-- a parcel from abroad may not be worth more than the law allows, nor a person's parcels of a year: what is more is
-- bought from the shop in China
worth as (
    select baskets.order_no, sum(list_price_eur * list_move * (1 - markdown) * qty) as eur
    from sample_baskets as baskets group by baskets.order_no
),
abroad as (
    select
        channelled.order_no,
        1.03 * worth.eur * market.gap * mid.rate as cny,
        channelled.person_no,
        year(plan.since + channelled.day_no) as year,
        plan.parcel_cny,
        plan.yearly_cny
    from channelled
    join worth on worth.order_no = channelled.order_no
    join sample_market as market on market.market_no = channelled.market_no
    cross join sample_plan as plan
    asof join (select rate_on, rate from fx_rates where quote = 'CNY') as mid
        on plan.since + channelled.day_no >= mid.rate_on
    where channelled.channel = 'wallet' and channelled.market = 'CN' and channelled.day_no < plan.domestic_from
),
refused as (
    select order_no
    from (
        select *, sum(least(cny, parcel_cny)) over (partition by person_no, year order by order_no) as so_far
        from abroad
    )
    where cny > parcel_cny or so_far > yearly_cny
),
allowed as (
    select channelled.* replace (case when refused.order_no is null then channel else 'ecommerce' end as channel)
    from channelled left join refused on refused.order_no = channelled.order_no
),
countries as (
    select
        *,
        case
            when channel in ('boutique', 'phygital_lab') then wanted_country
            when channel = 'wallet' then 'CN'
            when market = 'CN' then 'CN'
            else 'IT'
        end as country
    from allowed
),
placed as (
    select
        countries.*,
        case when place.opened_day <= countries.day_no then place.store_id else flagship.store_id end as store_id
    from countries
    join sample_place as place
        on
            place.channel = countries.channel and place.country = countries.country
            and chance(order_no, 73) >= place.low and chance(order_no, 73) < place.high
    join
        sample_place as flagship
        on flagship.channel = countries.channel and flagship.country = countries.country and flagship.low = 0
),
priced as (
    select
        placed.*,
        place.tz,
        place.name as store_name,
        case
            when placed.channel = 'wallet' and placed.market = 'CN' and placed.day_no < plan.domestic_from then 'EUR'
            when placed.channel = 'wallet' and placed.market = 'CN' then 'CNY'
            when placed.channel = 'wallet' then market.currency
            when place.currency <> '' then place.currency
            else market.currency
        end as currency,
        case
            when placed.country = 'IT' and placed.channel in ('boutique', 'phygital_lab') then 1.0 else market.gap
        end as gap,
        case
            when place.country = 'IT' and placed.channel in ('boutique', 'phygital_lab') then 0.22 else market.vat
        end as vat_rate,
        plan.since + placed.day_no as ordered_on,
        plan.joined_day,
        -- shop hours for shops, late evenings for screens
        cast(case
            when placed.channel in ('boutique', 'phygital_lab') and place.country = 'IT'
                then 36300 + 33000 * case
                    when chance(order_no, 75) < 0.3 then 0.08 + 0.25 * chance(order_no, 74)
                    when chance(order_no, 75) < 0.75 then 0.6 + 0.32 * chance(order_no, 74)
                    else chance(order_no, 74)
                end
            when placed.channel in ('boutique', 'phygital_lab')
                then 36300 + 42000 * case
                    when chance(order_no, 75) < 0.3 then 0.2 + 0.3 * chance(order_no, 74)
                    when chance(order_no, 75) < 0.8 then 0.65 + 0.3 * chance(order_no, 74)
                    else chance(order_no, 74)
                end
            else (32400 + 57000 * (chance(order_no, 74) + chance(order_no, 75)) / 1.6)
        end as integer) % 86400 as second_of_day
    from placed
    join sample_place as place on place.store_id = placed.store_id
    join sample_market as market on market.market_no = placed.market_no
    cross join sample_plan as plan
),
paying as (
    select
        *,
        timezone(tz, cast(ordered_on as timestamp) + to_seconds(second_of_day)) as ordered_at,
        case
            when channel = 'wallet' and market = 'HK' then 'alipayhk'
            when channel = 'wallet' then 'alipay'
            when market = 'CN' and channel in ('boutique', 'phygital_lab') and country = 'CN'
                then
                    case
                        when chance(order_no, 76) < 0.42 and day_no >= joined_day then 'alipay'
                        when chance(order_no, 76) between 0.42 and 0.7 then 'wechat'
                    end
            when
                market = 'CN' and channel in ('boutique', 'phygital_lab')
                and day_no >= joined_day and chance(order_no, 76) < 0.4
                then 'alipay'
            when market = 'CN' and channel = 'ecommerce' and day_no >= joined_day and chance(order_no, 76) < 0.55
                then 'alipay'
        end as payment_wallet
    from priced
)
select
    paying.*,
    rate.rate as book_rate,
    rate.step,
    rate.digits,
    'S' || lpad(cast(order_no as varchar), 9, '0') as source_order_id,
    'sample|' || store_id || '|S' || lpad(cast(order_no as varchar), 9, '0') as order_id,
    ordered_at + to_seconds(cast(40 + 900 * chance(order_no, 77) as integer)) as paid_at,
    happens and not is_stopped as is_real
from paying join sample_book as rate on rate.currency = paying.currency and rate.year = year(ordered_on);
