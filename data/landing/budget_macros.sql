-- budgets: a month and no other period, with or without VAT, channels as people call them, and words that mean all of
-- them. A word that is none of these stays as it is, to be refused
create or replace temp macro budget_month(cell) as case
    when not regexp_matches(cell, '[QTqtWw年]\d{1,2}$|^[QTqt]\d|\d{4}-?[Ww]\d') or regexp_matches(cell, '月')
        then cast(date_trunc('month', period_start(cell)) as date)
end;
create or replace temp macro says_vat(cell) as case
    when
        regexp_full_match(
            lower(cell), 'included|incl\.?|including|inclusive|with|yes|y|true|1'
            || '|inclusa|compresa|con iva|con|s[iì]|ivata|含税|含|是'
        )
        then true
    when
        regexp_full_match(
            lower(cell), 'excluded|excl\.?|excluding|exclusive|without|no|n|false|0'
            || '|esclusa|senza iva|senza|不含税|不含|未税|否'
        )
        then false
end;
create or replace temp macro unread_vat(cell, reading) as case
    when cell is null then 'vat is empty: write included or excluded'
    when reading is null then 'vat: ' || kind_of(cell) || ' where included or excluded may stand'
end;
create or replace temp macro any_place(cell) as case
    when not regexp_full_match(lower(cell), 'all|any|total|\*|-|tutti|tutte|tutto|totale|全部|所有|合计') then cell
end;
create or replace temp macro channel_named(cell) as case
    when regexp_full_match(lower(cell), 'boutiques?|stores?|retail|negozi?o?|门店|专卖店|精品店') then 'boutique'
    when
        regexp_full_match(lower(cell), 'e-?commerce|online( store)?|web(site)?|sito|online|官网|电商|网店')
        then 'ecommerce'
    when
        regexp_full_match(lower(cell), 'wallet|(alipay )?mini[- ]?program|alipay|小程序|支付宝(小程序)?')
        then 'wallet'
    when regexp_full_match(lower(cell), 'market-?places?|平台|电商平台') then 'marketplace'
    when regexp_full_match(lower(cell), 'phygital[ _-]?lab|lab') then 'phygital_lab'
    else any_place(cell)
end;
