-- grain: one shock, tier and horizon in weeks from the reopening day: against the shop in which only this shock did not
-- happen.
-- Without any shock an order of that shop is there once; other shocks make it more or less than one, in the mean.
with spans as (
    select shock.*, weeks from sample_shock as shock cross join (values (13), (26), (52)) as horizons (weeks)
),
near as (
    select
        spans.shock_no,
        spans.tier_no,
        spans.weeks,
        valued.day_no < reopened_day as is_closed,
        valued.day_no >= reopened_day + 7 * (weeks - 13) as is_last,
        valued.eur,
        cast(valued.happens as integer) as have,
        case
            when not valued.would_happen then 0
            when valued.cause in ('offer', 'daigou') then 1
            else days.shock / case
                when valued.day_no < reopened_day then 1 - depth
                else exp(lasting + transient * 2 ** (-(valued.day_no - reopened_day) / 7 / half_life_weeks))
            end
        end as would
    from spans
    join sample_valued as valued
        on
            valued.market_no = spans.market_no and valued.tier_no = spans.tier_no
            and valued.day_no >= closed_day and valued.day_no < reopened_day + 7 * weeks
    join
        sample_days as days
        on days.market_no = valued.market_no and days.tier_no = valued.tier_no and days.day_no = valued.day_no
),
sums as (
    select
        shock_no,
        tier_no,
        weeks,
        sum(would - have) filter (is_closed) as suppressed,
        sum((would - have) * eur) filter (is_closed) as suppressed_eur,
        sum(have - would) filter (not is_closed) as excess,
        sum((have - would) * eur) filter (not is_closed) as excess_eur,
        sum(have) filter (is_last) as last_have,
        sum(would) filter (is_last) as last_would
    from near
    group by shock_no, tier_no, weeks
)
select
    shock_no,
    tier_no,
    weeks,
    coalesce(suppressed, 0),
    coalesce(suppressed_eur, 0),
    coalesce(excess, 0),
    coalesce(excess_eur, 0),
    last_have / nullif(last_would, 0) - 1
from sums
order by shock_no, tier_no, weeks;
