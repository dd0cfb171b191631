-- What a cell stands for: its kind, for a reason, an id, a wallet, a zone, a country, a state. They call macros.sql.

-- What a cell is, for a reason that must not quote it; and what may stand of it beside a rejected row: numbers, dates,
-- codes and currencies as they are, every other text by its kind. A list of one keeps the cell's words from being
-- worked out anew wherever a macro names them.
create or replace temp macro looks_dated(cell) as
regexp_full_match(
    cell, '\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?([ T]+[0-9:.+Zz-]{1,18}( ?[+-]?[0-9:]{1,6})?)?( ?[AaPp]\.?[Mm]\.?)?'
);
create or replace temp macro looks_counted(
    cell) as regexp_full_match(
    cell,
    '[-+(]?([A-Z]{3})? ?[€$£¥￥]? ?-?(\d{1,9}|\d{1,3}([.,'' ]\d{3}){1,4})([.,]\d{1,6})? ?([€$£¥￥元%]|[A-Z]{3})?\)?'
);
create or replace temp macro kind_of(cell) as list_transform([trim(cell, blanks())], lambda w: case
    when coalesce(w, '') = '' then 'nothing'
    when regexp_matches(w, '[@＠]') then 'an e-mail address'
    when looks_dated(w) then 'a date'
    when looks_counted(w) or regexp_full_match(w, '\d+') then 'a number'
    else 'text'
end)[1];
create or replace temp macro evidences(cells) as list_transform(cells, lambda w: case
    when w is null then null
    when
        (
            looks_dated(w)
            or looks_counted(w)
            or regexp_full_match(w, '[A-Z]{2}|#?[A-Za-z_./|-]{0,12}\d[0-9A-Za-z_./|-]{0,24}')
        )
        and not shows_person(w) then w
    else kind_of(w) || ' (' || length(w) || ' characters)'
end);

-- 'Total: text where an amount belongs' when a cell has text and the reading is null; null when all is well. The cell's
-- text is never quoted.
create or replace temp macro wanted(kind) as case
    when kind like 'TIMESTAMP%' or kind = 'DATE' then 'a date' when kind = 'BOOLEAN' then 'yes or no'
    when kind in ('BIGINT', 'INTEGER') then 'a whole number' when kind = 'VARCHAR' then 'another text' else 'an amount'
end;
create or replace temp macro unfit(cell, place, belongs) as place || list_transform([kind_of(cell)], lambda k: case
    when k = belongs then ': a date that does not exist or is written another way'
    when k = 'a number' and belongs in ('an amount', 'a whole number') then ': a number written another way'
    else ': ' || k || ' where ' || belongs || ' belongs'
end)[1];
-- what a select says of a cell whose text the reading lost; `reasons` words it, for the few rows that have one
create or replace temp macro unread(cell, reading, what) as case
    when
        reading is null and cell <> ''
        then chr(30) || concat_ws(chr(31), what, typeof(reading), translate(cell, chr(30) || chr(31), '  ')) || chr(30)
end;
create or replace temp macro reason(part) as case
    when contains(part, chr(31))
        then unfit(
            string_split(part, chr(31))[3], string_split(part, chr(31))[1], wanted(string_split(part, chr(31))[2])
        )
    else part
end;
create or replace temp macro reasons(problem) as
array_to_string(list_transform(string_split(problem, chr(30)), lambda part: reason(part)), '');

-- an id that a spreadsheet has damaged: 4.00123E+27, 4,2E+27
create or replace temp macro is_damaged(cell) as coalesce(
    regexp_matches(cell, '^\d([.,]\d+)?[Ee]\+?\d+$'), false
);

-- a gift card sold is owed, not earned: what it is spent on is the sale. One with a code of its own is one only where
-- the code says so; a case for cards is none
create or replace temp macro is_gift_card(title, sku) as coalesce(
    regexp_matches(
        title,
        '(?i)gift.?(card|voucher|certificate)|(buono|carta|scheda).regalo|tarjeta.?regalo|carte.?cadeau|ch.que.?cadeau'
        || '|geschenk.?(gutschein|karte)|礼品卡|禮品卡|储值卡'
    )
    and not regexp_matches(
        title, '(?i)holder|case|wallet|sleeve|box|envelope|porta|custodia|astuccio|busta|tui|hülle|卡包|卡套'
    )
    and (
        sku is null or regexp_matches(sku, '(?i)gift|^gc\b|^gc\d|voucher|regalo|cadeau|gutschein|礼品')
    ), false
);

-- the wallet that a payment method's name tells of; null for cards, cash and names that tell nothing
create or replace temp macro wallet_of(method) as case
    when regexp_matches(method, '(?i)alipay.?hk|支付宝.?香港') then 'alipayhk'
    when regexp_matches(method, '(?i)alipay|支付宝|花呗') then 'alipay'
    when regexp_matches(method, '(?i)wechat|weixin|微信') then 'wechat'
    when regexp_matches(method, '(?i)unionpay|云闪付|银联') then 'unionpay'
    when regexp_matches(method, '(?i)paypal|ppcp') then 'paypal'
    when regexp_matches(method, '(?i)apple.?pay') then 'applepay'
    when regexp_matches(method, '(?i)google.?pay') then 'googlepay'
    when regexp_matches(method, '(?i)satispay') then 'satispay'
end;

-- the zone that a system names by its abbreviation, by its hours (GMT+08:00) or, as Square does, by the words of its
-- screens; an IANA name stays, an abbreviation of several zones (IST) is none
create or replace temp macro zone_abbreviated(cell) as nullif(map {
    'UTC': 'UTC', 'GMT': 'Europe/London', 'BST': 'Europe/London', 'WET': 'Europe/Lisbon', 'WEST': 'Europe/Lisbon',
    'CET': 'Europe/Amsterdam', 'CEST': 'Europe/Amsterdam', 'MEZ': 'Europe/Berlin', 'MESZ': 'Europe/Berlin',
    'EET': 'Europe/Athens', 'EEST': 'Europe/Athens', 'EST': 'America/New_York', 'EDT': 'America/New_York',
    'CST': 'America/Chicago', 'CDT': 'America/Chicago', 'MST': 'America/Phoenix', 'MDT': 'America/Denver',
    'PST': 'America/Los_Angeles', 'PDT': 'America/Los_Angeles', 'HST': 'Pacific/Honolulu', 'SGT': 'Asia/Singapore',
    'HKT': 'Asia/Hong_Kong', 'JST': 'Asia/Tokyo', 'AEST': 'Australia/Sydney', 'AEDT': 'Australia/Sydney',
    'AWST': 'Australia/Perth', 'NZST': 'Pacific/Auckland', 'NZDT': 'Pacific/Auckland'
}[upper(cell)], '');
create or replace temp macro zone_spoken(cell) as nullif(map {
    'eastern time': 'America/New_York', 'central time': 'America/Chicago', 'mountain time': 'America/Denver',
    'pacific time': 'America/Los_Angeles', 'atlantic time': 'America/Halifax', 'arizona': 'America/Phoenix',
    'alaska': 'America/Anchorage', 'hawaii': 'Pacific/Honolulu', 'london': 'Europe/London',
    'edinburgh': 'Europe/London', 'dublin': 'Europe/Dublin', 'paris': 'Europe/Paris', 'madrid': 'Europe/Madrid',
    'rome': 'Europe/Rome', 'berlin': 'Europe/Berlin', 'amsterdam': 'Europe/Amsterdam', 'tokyo': 'Asia/Tokyo',
    'osaka': 'Asia/Tokyo', 'sydney': 'Australia/Sydney', 'melbourne': 'Australia/Melbourne',
    'brisbane': 'Australia/Brisbane', 'perth': 'Australia/Perth', 'adelaide': 'Australia/Adelaide'
}[lower(regexp_replace(cell, '\s*\((US & Canada|Canada)\)$', ''))], '');
create or replace temp macro zone_of(cell) as case
    when regexp_full_match(cell, '[A-Za-z]{3,4}') then coalesce(zone_abbreviated(cell), zone_spoken(cell))
    when regexp_full_match(cell, '(GMT|UTC)[+-]\d{1,2}(:?00)?')
        -- the names of Etc count the hours behind Greenwich
        then 'Etc/GMT' || if(contains(cell, '+'), '-', '+') || (regexp_extract(cell, '[+-](\d{1,2})', 1)::integer)
    else coalesce(zone_spoken(cell), cell)
end;

-- an instant whose text carries its offset, or a shop's wall-clock time where it does not and the zone is known
create or replace temp macro shop_instant(cell, zone) as coalesce(offset_instant(cell), instant(clock(cell), zone));

-- a country as ISO 3166 alpha-2; null for anything else
create or replace temp macro country_code(cell) as case
    when regexp_matches(cell, '^[A-Za-z]{2}$') then upper(cell)
end;

-- WooCommerce's order states, as slugs or as English or Italian titles; a completed order that was partly given back is
-- said by its refunds
create or replace temp macro woo_status(cell, refund, charged) as case
    when
        regexp_matches(lower(cell), 'refunded|rimborsat') or (refund > 0 and refund >= charged - 0.01)
        then 'refunded'
    when regexp_matches(lower(cell), 'cancel|annullat|trash') then 'cancelled'
    when regexp_matches(lower(cell), 'hold|pending|failed|draft|attesa|fallit|sospeso') then 'unpaid'
    when regexp_matches(lower(cell), 'complet|processing|lavorazione|shipped|deliver|spedit')
        then
            case when refund > 0 then 'partially_refunded' else 'paid' end
    else 'unknown'
end;

-- phone digits without the zeros of a dialled prefix; null where too few are left to be one number
create or replace temp macro phone_digits(cell) as case
    when length(regexp_replace(regexp_replace(cell, '[^0-9*]', '', 'g'), '^00', '')) >= 7
        then regexp_replace(regexp_replace(cell, '[^0-9*]', '', 'g'), '^00', '')
end;

-- numbers of reports written in the reader's own way: the marks are read from all of a report's numbers, so that 1.234
-- is never guessed alone
create or replace temp macro digits(cell) as regexp_replace(cell, '[^0-9.,-]', '', 'g');
create or replace temp macro shows_comma(cell) as
regexp_matches(digits(cell), ',\d{1,2}$|,\d{4,}$|\.\d{3},') or regexp_matches(digits(cell), '^-?\d{1,3}(\.\d{3}){2,}$');
create or replace temp macro shows_point(cell) as
regexp_matches(digits(cell), '\.\d{1,2}$|\.\d{4,}$|,\d{3}\.')
or regexp_matches(digits(cell), '^-?\d{1,3}(,\d{3}){2,}$');
create or replace temp macro counts_with_points(cell) as regexp_matches(digits(cell), '^\d{1,3}(\.\d{3})+$');
create or replace temp macro counts_with_commas(cell) as regexp_matches(digits(cell), '^\d{1,3}(,\d{3})+$');
create or replace temp macro number_in(cell, has_comma) as case
    when not has_comma and is_either_way(cell) then null
    when not regexp_matches(digits(cell), '[.,]') then try_cast(digits(cell) as decimal(18, 6))
    when has_comma then try_cast(replace(replace(digits(cell), '.', ''), ',', '.') as decimal(18, 6))
    when not has_comma then try_cast(replace(digits(cell), ',', '') as decimal(18, 6))
end;
create or replace temp macro unread_number(cell, has_comma, what) as case
    when cell is not null and number_in(cell, has_comma) is null then case
        when
            digits(cell) <> '' and has_comma is null
            then what || ': a number, and no other number of the file tells thousands from decimals'
        else unfit(cell, what, 'an amount')
    end
end;
