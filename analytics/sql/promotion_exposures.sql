-- grain: one exposure of a promotion by lot or otherwise, with what the customer bought before, during and in the
-- $after days after the window
-- by customer: orders_mart
with windows as (
    select
        *,
        cast($after as integer) as after_days
    from exposures_mart where customer_id is not null and arm in ('treated', 'holdout')
),
bought as (
    select
        windows.exposure_id,
        sum(case when ordered_on < window_end then net_full_price_eur else 0 end) as net_full_price_in_eur,
        sum(case when ordered_on < window_end and margin_eur is null then 1 else 0 end) as orders_without_margin,
        sum(
            case
                when ordered_on < window_end and orders_mart.promotion_id = windows.promotion_id then net_eur else 0
            end
        ) as net_with_promotion_eur,
        sum(
            case
                when ordered_on < window_end and orders_mart.promotion_id = windows.promotion_id then margin_eur else 0
            end
        ) as margin_with_promotion_eur,
        sum(
            case
                when
                    ordered_on < window_end and orders_mart.promotion_id = windows.promotion_id
                    then discount_merchant_eur
                else 0
            end
        ) as paid_by_merchant_eur,
        sum(
            case
                when
                    ordered_on < window_end and orders_mart.promotion_id = windows.promotion_id
                    then discount_platform_eur
                else 0
            end
        ) as paid_by_platform_eur,
        sum(
            case
                when
                    ordered_on < window_end and orders_mart.promotion_id = windows.promotion_id
                    then discount_other_eur
                else 0
            end
        ) as paid_by_other_eur,
        sum(case when ordered_on >= window_end and ordered_on < window_end + after_days then 1 else 0 end)
            as orders_after,
        sum(case when ordered_on >= window_end and ordered_on < window_end + after_days then net_eur else 0 end)
            as net_after_eur,
        sum(case when ordered_on >= window_end and ordered_on < window_end + after_days then margin_eur else 0 end)
            as margin_after_eur,
        max(case when ordered_on > redeemed_on and ordered_on <= redeemed_on + 90 then 1 else 0 end) as came_again
    from windows
    join orders_mart
        on
            orders_mart.customer_id = windows.customer_id
            and orders_mart.ordered_on >= windows.assigned_on
            and orders_mart.ordered_on < greatest(window_end + after_days, assigned_on + 120)
    where orders_mart.is_sale
    group by windows.exposure_id
),
ends as (
    select data_to from shop_span
)
select
    windows.promotion_id,
    windows.customer_id,
    windows.arm = 'treated' as treated,
    windows.assignment,
    windows.p_treated,
    windows.assigned_on,
    windows.window_end,
    windows.market,
    windows.tier,
    windows.channel,
    windows.contact_cost_eur,
    windows.delivered,
    windows.opened,
    windows.claimed,
    windows.redeemed,
    windows.window_end <= ends.data_to + 1 as window_is_seen,
    windows.window_end + after_days <= ends.data_to + 1 as after_is_seen,
    windows.redeemed_on + 90 <= ends.data_to as second_is_seen,
    coalesce(bought.came_again, 0) = 1 and windows.redeemed as came_again,
    windows.orders_before,
    windows.net_before_eur,
    windows.orders_year_before,
    windows.net_year_before_eur,
    windows.orders_on_discount_before,
    windows.days_since_last,
    windows.orders_in,
    windows.net_in_eur,
    windows.margin_in_eur,
    coalesce(bought.net_full_price_in_eur, 0) as net_full_price_in_eur,
    windows.orders_with_promotion_in,
    coalesce(bought.net_with_promotion_eur, 0) as net_with_promotion_eur,
    coalesce(bought.margin_with_promotion_eur, 0) as margin_with_promotion_eur,
    coalesce(bought.orders_without_margin, 0) as orders_without_margin,
    coalesce(bought.paid_by_merchant_eur, 0) as paid_by_merchant_eur,
    coalesce(bought.paid_by_platform_eur, 0) as paid_by_platform_eur,
    coalesce(bought.paid_by_other_eur, 0) as paid_by_other_eur,
    coalesce(bought.orders_after, 0) as orders_after,
    coalesce(bought.net_after_eur, 0) as net_after_eur,
    coalesce(bought.margin_after_eur, 0) as margin_after_eur
from windows
left join bought on bought.exposure_id = windows.exposure_id
cross join ends
order by windows.promotion_id, windows.customer_id
