-- grain: one exposure, with the customer's orders before it, in the promotion's window (30 days where it has no end)
-- and in the 30 days after
with windows as (
    select
        exposures.exposure_id,
        exposures.promotion_id,
        exposures.customer_id,
        exposures.arm,
        exposures.assignment,
        exposures.p_treated,
        cast(exposures.assigned_at as date) as assigned_on,
        exposures.delivered_at is not null as delivered,
        exposures.opened_at is not null as opened,
        exposures.claimed_at is not null as claimed,
        exposures.redeemed_at is not null and exposures.reversed_at is null as redeemed,
        cast(coalesce(exposures.delivered_at, exposures.assigned_at) as date) as delivered_on,
        cast(exposures.opened_at as date) as opened_on,
        cast(exposures.claimed_at as date) as claimed_on,
        cast(exposures.redeemed_at as date) as redeemed_on,
        promotions.name as promotion,
        promotions.kind,
        promotions.funder,
        promotions.depth,
        promotions.campaign_id,
        case when (select currency = 'EUR' from shop_currency) then promotions.contact_cost_eur end as contact_cost_eur,
        promotions.market as promotion_market,
        promotions.tier as promotion_tier,
        promotions.channel as promotion_channel,
        case
            when promotions.ends_on >= cast(exposures.assigned_at as date) then promotions.ends_on + 1 else
                cast(exposures.assigned_at as date) + 30
        end as window_end
    from exposures left join promotions on promotions.promotion_id = exposures.promotion_id
    where exposures.assigned_at is not null
),
outcomes as (
    select
        windows.exposure_id,
        sum(case when ordered_on < assigned_on then 1 else 0 end) as orders_before,
        sum(case when ordered_on < assigned_on then net_eur else 0 end) as net_before_eur,
        sum(case when ordered_on < assigned_on and ordered_on >= assigned_on - 365 then 1 else 0 end)
            as orders_year_before,
        sum(case when ordered_on < assigned_on and ordered_on >= assigned_on - 365 then net_eur else 0 end)
            as net_year_before_eur,
        sum(case when ordered_on < assigned_on and orders_mart.depth > 0.01 then 1 else 0 end)
            as orders_on_discount_before,
        max(case when ordered_on < assigned_on then ordered_on end) as last_before,
        sum(case when ordered_on >= assigned_on and ordered_on < window_end then 1 else 0 end) as orders_in,
        sum(case when ordered_on >= assigned_on and ordered_on < window_end then units else 0 end) as units_in,
        sum(case when ordered_on >= assigned_on and ordered_on < window_end then net_eur else 0 end) as net_in_eur,
        sum(case when ordered_on >= assigned_on and ordered_on < window_end then margin_eur else 0 end)
            as margin_in_eur,
        sum(case when ordered_on >= assigned_on and ordered_on < window_end then discount_eur else 0 end)
            as discount_in_eur,
        sum(case when ordered_on >= assigned_on and ordered_on < window_end then discount_merchant_eur else 0 end)
            as discount_merchant_in_eur,
        sum(
            case
                when
                    ordered_on >= assigned_on
                    and ordered_on < window_end
                    and orders_mart.promotion_id = windows.promotion_id
                    then 1
                else 0
            end
        ) as orders_with_promotion_in,
        sum(case when ordered_on >= window_end and ordered_on < window_end + 30 then 1 else 0 end) as orders_after,
        sum(case when ordered_on >= window_end and ordered_on < window_end + 30 then net_eur else 0 end)
            as net_after_eur,
        sum(case when ordered_on >= window_end and ordered_on < window_end + 30 then margin_eur else 0 end)
            as margin_after_eur
    from windows join orders_mart on orders_mart.customer_id = windows.customer_id
    where orders_mart.is_sale and orders_mart.ordered_on < windows.window_end + 30
    group by windows.exposure_id
),
ends as (
    select data_to from shop_span
)
select
    windows.*,
    coalesce(customers_mart.market, customers.home_market, 'unknown') as market,
    coalesce(customers_mart.channel, 'unknown') as channel,
    customers_mart.store_id,
    coalesce(customers_mart.tier, 'unknown') as tier,
    customers_mart.first_on,
    windows.window_end <= ends.data_to + 1 as window_is_seen,
    windows.window_end + 30 <= ends.data_to + 1 as after_is_seen,
    coalesce(outcomes.orders_before, 0) as orders_before,
    coalesce(outcomes.net_before_eur, 0) as net_before_eur,
    coalesce(outcomes.orders_year_before, 0) as orders_year_before,
    coalesce(outcomes.net_year_before_eur, 0) as net_year_before_eur,
    coalesce(outcomes.orders_on_discount_before, 0) as orders_on_discount_before,
    date_diff('day', outcomes.last_before, windows.assigned_on) as days_since_last,
    coalesce(outcomes.orders_in, 0) as orders_in,
    coalesce(outcomes.units_in, 0) as units_in,
    coalesce(outcomes.net_in_eur, 0) as net_in_eur,
    coalesce(outcomes.margin_in_eur, 0) as margin_in_eur,
    coalesce(outcomes.discount_in_eur, 0) as discount_in_eur,
    coalesce(outcomes.discount_merchant_in_eur, 0) as discount_merchant_in_eur,
    coalesce(outcomes.orders_with_promotion_in, 0) as orders_with_promotion_in,
    coalesce(outcomes.orders_after, 0) as orders_after,
    coalesce(outcomes.net_after_eur, 0) as net_after_eur,
    coalesce(outcomes.margin_after_eur, 0) as margin_after_eur
from windows
left join outcomes on outcomes.exposure_id = windows.exposure_id
left join customers_mart on customers_mart.customer_id = windows.customer_id
left join customers on customers.customer_id = windows.customer_id
cross join ends
order by windows.promotion_id, windows.exposure_id
