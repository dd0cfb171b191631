-- grain: one customer as a shop's own list tells of them; keys arrive in clear and leave hashed.
-- What a row leaves empty it does not say.
create or replace temp table landing_customer (
    row_no bigint not null,
    problem varchar,
    aside varchar,
    shop varchar,
    email varchar,
    phone varchar,
    alipay_user_id varchar,
    wechat_openid varchar,
    platform_buyer_id varchar,
    shop_customer varchar,
    pos_card varchar,
    customer_key varchar,
    home_market varchar,
    loyalty_tier varchar,
    marketing_consent boolean,
    told_at timestamptz
);
