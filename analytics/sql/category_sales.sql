-- grain: day, category, and whether a promotion covers the goods, in its market and channel: pieces sold, their
-- net sales and margin, and the sums of what each line is worth a piece, squared, times its pieces; what the
-- promotion gave away, on what was kept
with scope as (
    select market, channel from promotions where promotion_id = $promotion_id
),
lines as (
    select
        sales.*,
        coalesce(
            ($categories = '' or list_contains(string_split($categories, ';'), lower(sales.category)))
            and ($brands = '' or list_contains(string_split($brands, ';'), lower(sales.brand)))
            and ($tiers = '' or list_contains(string_split($tiers, ';'), sales.tier)),
            false
        ) as is_covered,
        cast(sales.units as double) as pieces,
        cast(sales.net_eur as double) / nullif(cast(sales.gross_eur - sales.discount_eur as double), 0) as kept
    from sales
    left join scope on true
    where
        sales.is_sold
        and sales.units > 0
        and (scope.market is null or sales.market = scope.market)
        and (scope.channel is null or sales.channel = scope.channel)
)
select
    ordered_on as day,
    category,
    is_covered,
    sum(pieces) as units,
    sum(cast(net_eur as double)) as net_eur,
    sum(cast(margin_eur as double)) as margin_eur,
    sum(case when margin_eur is not null then pieces end) as units_with_margin,
    sum(cast(net_eur as double) ** 2 / pieces) as net_squares,
    sum(cast(margin_eur as double) ** 2 / pieces) as margin_squares,
    sum(case when promotion_id = $promotion_id then cast(net_eur as double) end) as net_used_eur,
    sum(case when promotion_id = $promotion_id then cast(discount_eur as double) * kept end) as discount_eur,
    sum(
        case
            when promotion_id = $promotion_id
                then
                    cast(discount_eur - discount_platform_eur as double)
                    * kept
                    * coalesce(cast(net_ex_vat_eur as double) / nullif(cast(net_eur as double), 0), 1)
        end
    ) as given_eur
from lines
group by ordered_on, category, is_covered
order by ordered_on, category, is_covered
