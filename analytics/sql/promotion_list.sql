-- grain: promotion, as it was planned and as it was used
with used as (
    select
        promotion_id,
        min(day) as first_used_on,
        max(day) as last_used_on,
        sum(orders) as orders,
        sum(orders_new) as orders_new,
        sum(units) as units,
        sum(gross_eur) as gross_eur,
        sum(net_eur) as net_eur,
        sum(margin_eur) as margin_eur,
        sum(discount_eur) as discount_eur,
        sum(discount_merchant_eur) as paid_by_merchant_eur,
        sum(discount_platform_eur) as paid_by_platform_eur,
        sum(discount_other_eur) as paid_by_other_eur
    from promotion_daily
    where promotion_id is not null and day < cast($until as date)
    group by promotion_id
),
exposed as (
    select promotion_id, count(*) filter (arm = 'treated') as treated, count(*) filter (arm = 'holdout') as holdout
    from exposures_mart
    group by promotion_id
)
select
    coalesce(promotions.promotion_id, used.promotion_id) as promotion_id,
    promotions.name,
    promotions.kind,
    promotions.funder,
    promotions.depth,
    promotions.market,
    promotions.channel,
    promotions.tier,
    promotions.category,
    promotions.brand,
    promotions.starts_on,
    promotions.ends_on,
    case when (select currency = 'EUR' from shop_currency) then promotions.contact_cost_eur end as contact_cost_eur,
    used.first_used_on,
    used.last_used_on,
    coalesce(used.orders, 0) as orders,
    coalesce(used.orders_new, 0) as orders_new,
    coalesce(used.units, 0) as units,
    coalesce(used.gross_eur, 0) as gross_eur,
    coalesce(used.net_eur, 0) as net_eur,
    used.margin_eur,
    coalesce(used.discount_eur, 0) as discount_eur,
    coalesce(used.paid_by_merchant_eur, 0) as paid_by_merchant_eur,
    coalesce(used.paid_by_platform_eur, 0) as paid_by_platform_eur,
    coalesce(used.paid_by_other_eur, 0) as paid_by_other_eur,
    coalesce(exposed.treated, 0) as treated,
    coalesce(exposed.holdout, 0) as holdout
from promotions
full join used on used.promotion_id = promotions.promotion_id
left join exposed on exposed.promotion_id = promotions.promotion_id
where used.promotion_id is not null or exposed.promotion_id is not null
order by promotion_id
