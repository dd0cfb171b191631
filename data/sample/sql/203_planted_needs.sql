-- grain: one market and need of exposed customers: how many, and what offers did to the treated
with drawn as (
    select
        market_no,
        need,
        count(*) filter (is_treated) as treated,
        count(*) filter (not is_treated) as holdout,
        sum(extra_chance::decimal(18, 12)) as expected_extra
    from sample_exposures group by all
),
extra as (
    select market_no, need, count(*) as orders from sample_extras group by all
),
stopped as (
    select
        market_no,
        need,
        count(*) filter (is_during) as during,
        count(*) filter (not is_during) as later
    from sample_stopped group by all
)
select
    to_json({
        'market': market.market,
        'need': drawn.need,
        'treated': treated,
        'holdout': holdout,
        'expected_extra': round(expected_extra, 3)::double,
        'extra_orders': coalesce(extra.orders, 0),
        'put_off_orders': coalesce(stopped.during, 0),
        'pulled_forward_orders': coalesce(stopped.later, 0)
    })
from drawn
join sample_market as market on market.market_no = drawn.market_no
left join extra on extra.market_no = drawn.market_no and extra.need = drawn.need
left join stopped on stopped.market_no = drawn.market_no and stopped.need = drawn.need
order by market.market, drawn.need;
