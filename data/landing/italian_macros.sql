-- How programs in Italian write times and amounts.

-- 1 mar 2024, 10:00:00 or 01/03/2024 10:00, as programs in Italian write a time: the day is first
create or replace temp macro italian_parts(cell) as regexp_extract(
    replace(cell, chr(8239), ' '),
    '^(\d{1,2})[ /.-]([A-Za-z]+|\d{1,2})\.?[ /.-](\d{4})(?:,? +(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?$',
    ['day', 'month', 'year', 'hour', 'minute', 'second']
);
create or replace temp macro italian_month(name) as
lpad(coalesce(month_named(name)::varchar, nullif(regexp_extract(name, '^\d+$'), '')), 2, '0');
create or replace temp macro italian_clock(cell) as coalesce(
    italian_parts(cell).year
    || '-'
    || italian_month(italian_parts(cell).month)
    || '-'
    || lpad(italian_parts(cell).day, 2, '0')
    || ' '
    || concat_ws(
        ':',
        lpad(coalesce(nullif(italian_parts(cell).hour, ''), '0'), 2, '0'),
        coalesce(nullif(italian_parts(cell).minute, ''), '00'),
        coalesce(nullif(italian_parts(cell).second, ''), '00')
    ),
    cell
);
-- 1.234,56 € as `money` reads it; a number in other marks stays as it is written
create or replace temp macro italian_amount(cell) as case
    when regexp_full_match(cell, '\D{0,5}(\d{1,3}(\.\d{3})+|\d+)(,\d+)?\D{0,5}')
        then replace(replace(cell, '.', ''), ',', '.')
    else cell
end;
