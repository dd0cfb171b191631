-- What every source's select may call. Each takes a cell as it was staged (its own words, null where it is empty);
-- `unread` says whether a cell had text that the reading lost, so that no bad value passes for an empty one.

-- the text itself, worked out once a cell when it is staged: trimmed of blanks, tabs, a leading backtick or apostrophe,
-- the ="..." of Excel; '-', 'NULL', 'N/A', '--' are empty
create or replace temp macro blanks() as e' \t\r\n' || chr(160) || chr(12288) || chr(65279);
-- An ordinary cell (it begins and ends with a letter or digit) is told by one look; only the others are worked on.
create or replace temp macro is_plain(cell) as
ord(cell) between 48 and 122
and ord(cell) not in (61, 96)
and ord(cell[-1]) between 48 and 122
and cell not in ('NULL', 'N/A');
create or replace temp macro bare(cell) as
trim(regexp_replace(regexp_replace(trim(cell, blanks()), '^="?(.*?)"?$', '\1'), '^[`'']', ''), blanks());
create or replace temp macro words(cell) as case
    when is_plain(cell) then cell when bare(cell) in ('', '-', '--', 'NULL', 'N/A') then null else bare(cell)
end;

-- an amount: 12800.00元, 1,234.56, ¥3, (12.00) is negative. A decimal comma is the mapping's business, never guessed:
-- 12,50 is unread, not 1250.
create or replace temp macro is_decimal_comma(cell) as
contains(cell, ',') and not regexp_matches(cell, '^\D*\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?\D*$');
-- +39 335 765 4321 is a telephone, however well it would pass for an amount
create or replace temp macro is_dialled(cell) as
(contains(cell, '+') or contains(cell, '＋'))
and regexp_matches(cell, '^\W{0,2}[+＋] ?[1-9]([ .()-]{0,2}\d){9,13}\s*$')
and not regexp_matches(cell, '\.\d{1,2}\s*$');
-- €1.234 may be a thousand and more, or one and a bit: no currency that is written with a sign has three decimals
-- 1_000 is a code: that the engine reads it as a number is its own way with its own text
create or replace temp macro is_underscored(cell) as contains(cell, '_');
create or replace temp macro is_either_way(cell) as regexp_full_match(
    cell, '[-+(]?\s*([€$£¥￥]|EUR|USD|GBP|CNY|CHF|HKD)\s*-?\d{1,3}\.\d{3}\)?'
)
or regexp_full_match(cell, '[-+(]?\d{1,3}\.\d{3}\s*([€$£¥￥元]|EUR|USD|GBP|CNY|CHF|HKD)\)?');
create or replace temp macro money(cell) as case
    when not is_dialled(cell) and not is_either_way(cell) and not is_underscored(cell)
        then
            coalesce(try_cast(cell as decimal(18, 6)), case
                when not is_decimal_comma(cell)
                    then
                        try_cast(
                            regexp_replace(
                                regexp_replace(
                                    regexp_replace(cell, '[,\s元￥¥€$£+]', '', 'g'), '^\((.*)\)$', '-\1'
                                ),
                                '^[A-Z]{3}',
                                ''
                            ) as decimal(18, 6)
                        )
            end)
end;

create or replace temp macro rate(cell) as
case
    when not is_dialled(cell) and not is_underscored(cell)
        then try_cast(regexp_replace(cell, '[,\s]', '', 'g') as decimal(24, 12))
end;

create or replace temp macro whole(cell) as
case
    when not is_dialled(cell) and not is_underscored(cell)
        then try_cast(regexp_replace(cell, '[,\s]', '', 'g') as bigint)
end;

-- wall-clock time without a zone, in the shapes seen; null when none fits. What trails a time is never dropped: an
-- offset, a zone's name or any other word leaves it unread here (`shop_instant` reads offsets). Day-first and
-- month-first are told apart by the file, in `slashed_clock`.
create or replace temp macro clock(cell) as case
    when regexp_full_match(cell, '\d{4}[-/]\d{1,2}[-/]\d{1,2}([ T]+\d{1,2}:\d{1,2}(:\d{1,2}([.,]\d{1,9})?)?)?')
        then try_cast(replace(replace(cell, '/', '-'), ',', '.') as timestamp)
    -- 1/2/26 1:05 PM has no year of four digits in front: %Y would read the year 1
    when regexp_matches(cell, '^\d{4}') then try_strptime(
        cell,
        [
            '%Y-%m-%d %I:%M:%S %p',
            '%Y-%m-%d %I:%M %p',
            '%Y/%m/%d %I:%M:%S %p',
            '%Y/%m/%d %I:%M %p',
            '%Y%m%d%H%M%S',
            '%Y%m%d',
            '%Y年%m月%d日 %H:%M:%S', '%Y年%m月%d日 %H:%M', '%Y年%m月%d日'
        ]
    )
end;

-- 46113.5 is a spreadsheet's number of days
create or replace temp macro serial_clock(cell) as coalesce(clock(cell), case
    when regexp_full_match(cell, '[2-6]\d{4}(\.\d+)?')
        then timestamp '1899-12-30' + to_seconds(round(cell::double * 86400))
end);

-- 12/26/2018 0:55, as spreadsheets save times again: whether the day stands first is read from all of a file's times,
-- never guessed from one; where none tells, the language of the headers or the user may say (`says_day_first`)
create or replace temp macro day_or_month(cell, place) as
try_cast(regexp_extract(cell, '^(\d{1,2})/(\d{1,2})/\d{2,4}( |$)', place) as integer) > 12;
create or replace temp macro is_day_first(cell) as case
    when bool_or(day_or_month(cell, 1)) and not coalesce(bool_or(day_or_month(cell, 2)), false) then true
    when bool_or(day_or_month(cell, 2)) and not coalesce(bool_or(day_or_month(cell, 1)), false) then false
    when not coalesce(bool_or(day_or_month(cell, 1)), false) then getvariable('says_day_first')
end;
-- a year of two digits fits the shapes of four too, as the year 26: those of two stand first
create or replace temp macro slashed_clock(cell, day_first) as case
    when
        day_first
        then
            try_strptime(
                cell,
                [
                    '%d/%m/%y %H:%M:%S', '%d/%m/%y %H:%M', '%d/%m/%y', '%d/%m/%y %I:%M:%S %p',
                    '%d/%m/%y %I:%M %p', '%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d/%m/%Y',
                    '%d/%m/%Y %I:%M:%S %p', '%d/%m/%Y %I:%M %p'
                ]
            )
    when
        not day_first
        then
            try_strptime(
                cell,
                [
                    '%m/%d/%y %H:%M:%S', '%m/%d/%y %H:%M', '%m/%d/%y', '%m/%d/%y %I:%M:%S %p',
                    '%m/%d/%y %I:%M %p', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M', '%m/%d/%Y',
                    '%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p'
                ]
            )
end;
create or replace temp macro unread_clock(cell, reading, day_first, what) as case
    when reading is null and day_first is null and regexp_matches(cell, '^\d{1,2}/\d{1,2}/\d{2,4}')
        then
            what
            || ': a date whose day and month may be either way round, and no other date of the file tells; '
            || 'say it with --day-first'
    else unread(cell, reading, what)
end;

-- the month that a name begins, in English or Italian: Mar, March, marzo
create or replace temp macro month_named(name) as case
    when
        regexp_full_match(
            lower(name), 'january|february|march|april|may|june|july|august|september|october|november|december'
            || '|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|sept?'
            || '|jan|feb|mar|apr|jun|jul|aug|oct|nov|dec|gen|mag|giu|lug|ago|set|ott|dic'
        )
        then list_position(
            ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
            coalesce(
                map {
                    'gen': 'jan',
                    'mag': 'may',
                    'giu': 'jun',
                    'lug': 'jul',
                    'ago': 'aug',
                    'set': 'sep',
                    'ott': 'oct',
                    'dic': 'dec'
                }[lower(name[1:3])],
                lower(name[1:3])
            )
        )
end;
create or replace temp macro first_of_month(year, month) as
case
    when
        try_cast(month as integer) between 1 and 12
        then make_date(try_cast(year as integer), try_cast(month as integer), 1)
end;

-- the first day of the period a cell names: 2020-03-01, 2020-03, 202003, 2020M03, 03/2020, Mar 2020, 2020 MAR, 2020年3月,
-- 2020-Q1, T1 2020, 2020-W11.
-- A day without its year first is unread, as 03/04/2020 is April to some and March to others; so is a year alone.
create or replace temp macro period_start(cell) as case
    when regexp_full_match(cell, '\d{4}[-/. ]?M?\d{1,2}') and not regexp_full_match(cell, '\d{5}')
        then first_of_month(cell[1:4], regexp_extract(cell[5:], '(\d{1,2})$', 1))
    when regexp_full_match(cell, '\d{1,2}[-/. ]\d{4}')
        then first_of_month(regexp_extract(cell, '(\d{4})$', 1), regexp_extract(cell, '^(\d{1,2})', 1))
    when regexp_full_match(cell, '\d{4}年\d{1,2}月份?')
        then first_of_month(cell[1:4], regexp_extract(cell, '年(\d{1,2})', 1))
    when regexp_full_match(cell, '[A-Za-z]{3,9}\.?[-/ ]?\d{4}')
        then
            first_of_month(
                regexp_extract(cell, '(\d{4})$', 1), month_named(regexp_extract(cell, '^([A-Za-z]+)', 1))
            )
    when regexp_full_match(cell, '\d{4}[-/ ]?[A-Za-z]{3,9}\.?')
        then first_of_month(cell[1:4], month_named(regexp_extract(cell, '([A-Za-z]+)\.?$', 1)))
    when regexp_full_match(cell, '\d{4}[-/ ]?[QTqt][1-4]')
        then first_of_month(cell[1:4], 3 * try_cast(cell[-1:] as integer) - 2)
    when regexp_full_match(cell, '[QTqt][1-4][-/ ]?\d{4}')
        then first_of_month(regexp_extract(cell, '(\d{4})$', 1), 3 * try_cast(cell[2:2] as integer) - 2)
    when regexp_full_match(cell, '\d{4}-?[Ww]\d{1,2}')
        then
            try_strptime(
                cell[1:4] || '-' || lpad(regexp_extract(cell, '(\d{1,2})$', 1), 2, '0') || '-1',
                '%G-%V-%u'
            )::date
    when regexp_matches(cell, '^\d{4}.?\d{1,2}.?\d{1,2}') then written_day(cell)
end;

-- the UTC instant of a wall-clock time in a zone
create or replace temp macro instant(clock_time, zone) as timezone(zone, clock_time);

-- the instant of a text that carries its offset: 2018-12-25T19:07:41+08:00, 2020-06-05 18:22:10 -0400,
-- 2020-06-05T18:22Z, 2020-06-05 09:00:00+00
create or replace temp macro offset_of(cell) as regexp_extract(
    cell, '\d:\d{2}(:\d{2}([.,]\d{1,9})?)?\s*(Z|[+-]\d{2}(:?\d{2})?)$', 3
);
create or replace temp macro without_offset(
    cell) as case
    when offset_of(cell) = '' then cell
    else trim(cell[1:length(cell) - length(offset_of(cell))])
end;
-- No place on earth is further than fourteen hours from Greenwich.
create or replace temp macro is_offset(offset_) as offset_ = 'Z'
or (abs(try_cast(offset_[1:3] as integer)) <= 14 and coalesce(try_cast(right(offset_, 2) as integer), 0) < 60);
create or replace temp macro offset_instant(cell) as case
    when coalesce(offset_of(cell), '') <> '' and is_offset(offset_of(cell))
        then
            try_cast(
                strftime(clock(without_offset(cell)), '%Y-%m-%d %H:%M:%S.%f')
                || regexp_replace(replace(offset_of(cell), 'Z', '+00'), '([+-]\d{2})(\d{2})$', '\1:\2') as timestamptz
            )
end;
-- the day as it is written, whatever the offset behind it
create or replace temp macro written_day(cell) as clock(without_offset(cell))::date;

-- the shop's own day of an instant
create or replace temp macro day_in(moment, zone) as cast(timezone(zone, moment) as date);
