-- grain: one month of one indicator; a month that the table leaves empty is not known, never nought
with
-- a table without a month has no column to turn
wide as (select *, null::varchar as "0000年0月" from staged),

cells as (unpivot wide on columns(* exclude (row_no, "指标")) into name month value cell),

named as (
    select
        row_no,
        month,
        cell,
        "指标" as series,
        regexp_extract("指标", '\(([^()]*)\)\s*$', 1) as unit,
        period_start(month) as first_day,
        money(cell) as number
    from cells
)

select
    row_no,
    case
        when regexp_matches(series, '累计值') then 'a sum since January, which is no month''s own'
        when unit = '%' or regexp_matches(series, '增长|同比') then 'a change, not a level'
    end as aside,
    nullif(concat_ws('; ', unread(cell, number, month)), '') as problem,
    series,
    'CN' as market,
    first_day as starts_on,
    number::double as value,
    unit
from named
