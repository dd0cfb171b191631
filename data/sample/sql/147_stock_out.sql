-- what was received and counted, made of the sales that are there: each half-year brings what a place will sell at
-- most, and some pieces more; what a season leaves goes to the outlet ten weeks after it. Chances 230 to 235 are of
-- nothing else.

-- grain: place, article and day with a sale or a return: pieces sold net so far, and the most that ever was
create or replace temp table sample_stock_run as
with moves as (
    select orders.store_id, lines.product_id, orders.ordered_on as day, lines.qty as net
    from order_lines as lines join orders on orders.order_id = lines.order_id
    union all
    select orders.store_id, lines.product_id, refunds.refunded_on, -lines.refunded_qty
    from refunds
    join order_lines as lines on lines.order_id = refunds.order_id and lines.line_no = refunds.line_no
    join orders on orders.order_id = refunds.order_id
),
days as (
    select store_id, product_id, day - (select since from sample_plan) as day_no, sum(net) as net
    from moves
    group by store_id, product_id, moves.day
),
running as (
    select *, sum(net) over (partition by store_id, product_id order by day_no) as so_far from days
)
select
    *,
    cast(floor((day_no + 153) / 182.625) as integer) as half,
    greatest(max(so_far) over (partition by store_id, product_id order by day_no), 0) as most
from running;

-- grain: place, article and half-year that brings pieces to it
create or replace temp table sample_stock_lots as
with goods as (
    select product_id, any_value(sku) as sku, any_value(category) as category, bool_or(stays) as stays
    from sample_catalogue
    group by product_id
),
kept as (
    select
        category,
        case category
            when 'bags' then 0.82 when 'small leather goods' then 0.77 when 'accessories' then 0.74 when 'jewellery'
                then 0.71
            when 'shoes' then 0.68
            else 0.64
        end as sell_through
    from sample_category
    group by category
),
ends as (
    select store_id, product_id, half, max(most) as most from sample_stock_run group by store_id, product_id, half
),
steps as (
    select
        *,
        most - coalesce(lag(most) over (partition by store_id, product_id order by half), 0) as needed,
        coalesce(lag(most) over (partition by store_id, product_id order by half), 0) as most_before,
        row_number() over (partition by store_id, product_id order by half) = 1 as is_first
    from ends
),
nets as (
    select store_id, product_id, sum(net) as net from sample_stock_run group by store_id, product_id
),
lots as (
    select
        steps.*,
        goods.sku,
        goods.category,
        goods.stays,
        nets.net,
        kept.sell_through
        * case
            when steps.half = floor((plan.days + 153) / 182.625)
                then least((plan.days + 153 - steps.half * 182.625) / 205.0, 1)
            else 1
        end as sell_through,
        greatest(ceil(steps.half * 182.625 - 153), 0) as start_day,
        row_number() over (order by steps.store_id, steps.product_id, steps.half) as lot_no
    from steps
    join goods on goods.product_id = steps.product_id
    join kept on kept.category = goods.category
    join nets on nets.store_id = steps.store_id and nets.product_id = steps.product_id
    cross join sample_plan as plan
    where steps.needed > 0
),
-- beyond what a place needs: as many pieces as leave the category's share unsold, or one in two of what stays for years
spare as (
    select
        *,
        case
            when not is_first then 0
            when stays then 0.5
            else greatest(
                sum(net) over cell / sell_through - sum(case when is_first then most else 0 end) over cell, 0
            ) / count(case when is_first then 1 end) over cell
        end as spare
    from lots
    window cell as (partition by stays, category, half)
)
select
    spare.* exclude (spare),
    places.opened_day,
    cast(floor(spare + chance(lot_no, 230)) as integer) as extra,
    cast(greatest(start_day, places.opened_day) - 3 - floor(18 * chance(lot_no, 231)) as integer) as first_day,
    cast(start_day + 60 + floor(30 * chance(lot_no, 232)) as integer) as second_day
from spare join sample_place as places on places.store_id = spare.store_id;

insert into goods_receipts (
    day, store_key, sku, receipt_ref, units, told_on, file_id, row_no
)
with early as (
    select
        lots.lot_no,
        greatest(max(run.most), any_value(lots.most_before)) - any_value(lots.most_before) as most
    from sample_stock_lots as lots
    join sample_stock_run as run
        on
            run.store_id = lots.store_id and run.product_id = lots.product_id and run.half = lots.half
            and run.day_no < lots.second_day
    group by lots.lot_no
),
split as (
    select
        lots.*,
        case
            when lots.second_day > greatest(lots.opened_day, lots.first_day)
                then greatest(ceil(0.65 * lots.needed), coalesce(early.most, 0))
            else lots.needed
        end as at_first
    from sample_stock_lots as lots left join early on early.lot_no = lots.lot_no
),
deliveries as (
    select store_id, sku, first_day as day_no, 'D1' as kind, half, at_first + extra as units from split
    union all
    select store_id, sku, second_day, 'D2', half, needed - at_first from split
    union all
    -- articles that a place was sent and that nobody wanted
    select
        places.store_id,
        catalogue.sku,
        cast(greatest(greatest(catalogue.from_day, 0), places.opened_day) - 5 as integer),
        'D1',
        catalogue.season_no,
        1
    from (
        select *, row_number() over (order by product_id) as style_key from sample_catalogue where not stays
    ) as catalogue
    cross join (select *, row_number() over (order by store_id) as place_key from sample_place) as places
    cross join sample_plan as plan
    where
        catalogue.from_day < plan.days - 30
        and places.opened_day < catalogue.from_day + 150
        and (catalogue.from_day > -153 or catalogue.season_no = 0)
        and chance(catalogue.style_key * 64 + places.place_key, 233) < 0.02
        and not exists (
            select 1 from sample_stock_lots as lots
            where lots.store_id = places.store_id and lots.product_id = catalogue.product_id
        )
),
-- what is left of a season's goods ten weeks after it, when nothing comes back any more
leftovers as (
    select
        moved.store_id,
        moved.sku,
        cast(max(moved.half) * 182.625 + 182.625 - 153 + 70 as integer) as day_no,
        'OUT' as kind,
        max(moved.half) as half,
        -sum(moved.units) as units
    from (
        select store_id, sku, half, units from deliveries
        union all
        select lots.store_id, lots.sku, min(lots.half), -any_value(lots.net)
        from sample_stock_lots as lots
        where not lots.stays
        group by lots.store_id, lots.sku
    ) as moved
    where moved.sku not in (select sku from sample_catalogue where stays)
    group by moved.store_id, moved.sku
    having sum(moved.units) > 0
)
select
    plan.since + cast(parts.day_no as integer),
    parts.store_id,
    parts.sku,
    parts.kind || '-' || lpad(cast(parts.half as varchar), 2, '0') || '-' || parts.store_id,
    parts.units,
    plan.until - 1,
    'sample:receipts',
    row_number() over (order by parts.day_no, parts.store_id, parts.sku, parts.kind)
from (select * from deliveries union all select * from leftovers) as parts cross join sample_plan as plan
where parts.units <> 0 and parts.day_no < plan.days;

-- counted at the end of each of the last 24 months; what a place has none of is not on its list
insert into stock_counts (day, store_key, sku, units, told_on, file_id, row_no)
with days as (
    select cast(date_trunc('month', plan.until - 1) - to_months(n) as date) - 1 as day
    from sample_plan as plan cross join range(24) as months (n)
    where date_trunc('month', plan.until - 1) - to_months(n) > plan.since
),
moves as (
    select store_key as store_id, sku, day, units from goods_receipts
    union all
    select run.store_id, goods.sku, plan.since + cast(run.day_no as integer), -run.net
    from sample_stock_run as run
    join (select product_id, any_value(sku) as sku from sample_catalogue group by product_id) as goods
        on goods.product_id = run.product_id
    cross join sample_plan as plan
),
held as (
    select days.day, moves.store_id, moves.sku, sum(moves.units) as units
    from days join moves on moves.day <= days.day
    group by days.day, moves.store_id, moves.sku
    having sum(moves.units) <> 0
)
select
    held.day,
    held.store_id,
    held.sku,
    held.units,
    plan.until - 1,
    'sample:stock',
    row_number() over (order by held.day, held.store_id, held.sku)
from held cross join sample_plan as plan;

insert into source_files (
    file_id,
    batch_id,
    file_name,
    system,
    layout,
    first_on,
    last_on,
    rows_seen,
    rows_loaded,
    rows_duplicate,
    rows_rejected,
    message,
    loaded_at
)
select
    files.file_id,
    plan.batch_id,
    files.file_name,
    'sample',
    files.layout,
    files.first_on,
    files.last_on,
    files.rows,
    files.rows,
    0,
    0,
    'generated with seed ' || plan.seed,
    now()
from (
    select
        'sample:stock' as file_id,
        'sample shop: counts of stock' as file_name,
        'stock' as layout,
        count(*) as rows,
        min(day) as first_on,
        max(day) as last_on
    from stock_counts
    union all
    select 'sample:receipts', 'sample shop: goods received', 'receipts', count(*), min(day), max(day)
    from goods_receipts
) as files cross join sample_plan as plan
where files.rows > 0;
