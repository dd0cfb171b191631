-- grain: one style of a range in one season; styles that stay keep their product, a few of one house rise from premium
-- to luxury
create or replace temp table sample_catalogue as
with styles as (
    select
        ranges.* exclude (category),
        style_no,
        season_no,
        plan.carry_over,
        plan.risen,
        plan.risen_season,
        coalesce(special.category, mixed.category) as category,
        coalesce(special.price_over, mixed.price_over) as price_over,
        coalesce(special.pairs, mixed.pairs) as pairs
    from sample_range as ranges
    cross join sample_plan as plan
    cross join range(plan.styles) as styles (style_no)
    cross join range(20) as seasons (season_no)
    join sample_category as mixed on mixed.place = (style_no * 5 + range_no) % plan.styles
    left join (select distinct category, price_over, pairs from sample_category) as special
        on special.category = ranges.category
),
named as (
    select
        *,
        style_no < carry_over as stays,
        case when season_no % 2 = 0 then 'FW' || (17 + season_no // 2) else 'SS' || (18 + season_no // 2) end as season,
        cast(greatest(ceil(season_no * 182.625 - 153), -153) as integer) as from_day,
        style_no < risen and is_rising as rises,
        style_no < risen and is_risen as arrives,
        price_over * low * (high / low) ** ((style_no + 0.5) / 24) * exp(growth * season_no / 2) as price,
        [
            'Alba',
            'Brera',
            'Calma',
            'Diva',
            'Eco',
            'Fiamma',
            'Gioia',
            'Iris',
            'Lago',
            'Mira',
            'Neve',
            'Onda',
            'Perla',
            'Quiete',
            'Riva',
            'Sera',
            'Tela',
            'Ulivo', 'Vela', 'Zefiro', 'Ardea', 'Betulla', 'Corallo', 'Dalia'
        ][1 + (style_no * 7 + range_no * 5) % 24
        ] as name
    from styles
),
coded as (
    select
        *,
        case
            when
                rises and season_no < risen_season or arrives and season_no >= risen_season
                then rising_code || '-R' || lpad(cast(style_no as varchar), 2, '0')
            when rises then code || '-N' || lpad(cast(style_no as varchar), 2, '0')
            when stays then code || '-C' || lpad(cast(style_no as varchar), 2, '0')
            else code || '-' || season || '-' || lpad(cast(style_no as varchar), 2, '0')
        end as product_id
    from named
)
select
    range_no,
    tier,
    brand,
    style_no,
    season_no,
    season,
    from_day,
    stays,
    product_id,
    'SKU-' || product_id as sku,
    brand || ' ' || name as title,
    category,
    pairs,
    cast(round(price / 5) * 5 as decimal(18, 6)) as list_price_eur,
    cast(
        round(round(price / 5) * 5 * cost_share * (0.9 + 0.2 * chance(range_no * 100 + style_no, 110)), 2) as decimal(
            18, 6
        )
    ) as unit_cost_eur
from coded;
