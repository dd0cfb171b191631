-- the wallet or provider that a bank's words name as the payer; null where they name none
create or replace temp macro payer_of(spoken) as case
    when regexp_matches(spoken, '(?i)alipay.?hk|支付宝.?香港') then 'alipayhk'
    when regexp_matches(spoken, '(?i)alipay|antom|ant (bank|group|financial)|支付宝|蚂蚁') then 'alipay'
    when regexp_matches(spoken, '(?i)wechat|weixin|tenpay|微信|财付通') then 'wechat'
    when regexp_matches(spoken, '(?i)paypal') then 'paypal'
    when regexp_matches(spoken, '(?i)\bstripe\b') then 'stripe'
    when regexp_matches(spoken, '(?i)\badyen\b') then 'adyen'
    when regexp_matches(spoken, '(?i)\bklarna\b') then 'klarna'
    when regexp_matches(spoken, '(?i)\bshopify\b') then 'shopify'
    when regexp_matches(spoken, '(?i)\bamazon\b') then 'amazon'
    when regexp_matches(spoken, '(?i)\bzalando\b') then 'zalando'
    when regexp_matches(spoken, '(?i)\bsatispay\b') then 'satispay'
    when regexp_matches(spoken, '(?i)\bsumup\b') then 'sumup'
    when regexp_matches(spoken, '(?i)\bsquare(up)?\b') then 'square'
end;
