-- grain: one visit that uses a voucher, code or red packet; the first visit in the offer's days redeems it
create or replace temp table sample_vouchers as
with during as (
    select
        exposures.exposure_no,
        exposures.offer_no,
        orders.order_no,
        orders.cause,
        orders.exposure_no as caused_by,
        orders.need,
        row_number() over (partition by exposures.exposure_no order by orders.order_no) as place
    from sample_exposures as exposures
    join sample_orders as orders
        on
            orders.person_no = exposures.person_no and orders.is_real
            and orders.day_no >= exposures.start_day
            and orders.day_no < exposures.start_day + (select offer_days from sample_plan)
            and (exposures.only_tier is null or orders.tier_no = exposures.only_tier)
    where exposures.is_treated
),
redeemed as (
    select order_no, exposure_no, offer_no
    from during
    where
        caused_by = exposure_no
        or place = 1
        and chance(order_no, 120)
        < case need when 'needs_it' then 0.9 when 'buys_anyway' then 0.7 when 'never' then 0.06 else 0 end
    qualify row_number() over (partition by exposure_no order by caused_by = exposure_no desc, order_no) = 1
),
single as (
    select * from redeemed qualify row_number() over (partition by order_no order by offer_no) = 1
),
by_code as (
    select orders.order_no, code.promotion_id, code.depth, code.platform_share, code.label, code.kind
    from sample_orders as orders
    join sample_code as code
        on
            code.first_order = orders.is_first and (code.market = '' or code.market = orders.market)
            and (
                code.channel = orders.channel
                or code.channel = '' and orders.channel not in ('wallet', 'marketplace')
                or code.first_order
            )
    where
        orders.tier_no < 5 and orders.order_no not in (select order_no from single)
        and chance(orders.order_no, 121) < case when orders.is_first then 0.12 else 0 end
        + case orders.need when 'needs_it' then 0.42 when 'buys_anyway' then 0.1 when 'never' then 0.02 else 0.0 end
)
select
    single.order_no,
    single.exposure_no,
    offer.promotion_id,
    offer.depth,
    offer.platform_share,
    offer.name as label,
    offer.kind
from single join sample_offer as offer on offer.offer_no = single.offer_no
union all
select order_no, null, promotion_id, depth, platform_share, label, kind from by_code;
