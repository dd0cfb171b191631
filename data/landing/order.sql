-- grain: one line of an order, the order's own columns on its first row or on all; qty null: the row carries no line; ordered_at null on all
-- rows of an order: the file carries lines only. Persons' keys arrive in clear and leave hashed.
create or replace temp table landing_order (
    row_no bigint not null, problem varchar, order_ref varchar, order_name varchar, shop varchar, channel varchar, platform varchar,
    store_key varchar, store_name varchar, market varchar, ordered_at timestamptz, paid_at timestamptz, cancelled_at timestamptz,
    received_at timestamptz, tz varchar, status varchar, source_status varchar, currency varchar, goods_gross decimal(18, 6),
    discount_merchant decimal(18, 6), discount_platform decimal(18, 6), discount_unknown decimal(18, 6), discount_shipping decimal(18, 6),
    shipping decimal(18, 6), tax decimal(18, 6), tax_included boolean, total decimal(18, 6), refunded decimal(18, 6), refunded_at timestamptz,
    refund_reason varchar, payment_method varchar, payment_ref varchar, payment_wallet varchar, discount_code varchar, tax_free boolean,
    foreign_order_id varchar, is_test boolean, tags varchar, email varchar, phone varchar, alipay_user_id varchar, wechat_openid varchar,
    platform_buyer_id varchar, masked_login varchar, shop_customer varchar, pos_card varchar, customer_key varchar,
    source_line_id varchar, sku varchar, source_product varchar, title varchar, brand varchar, category varchar, season varchar, tier varchar,
    qty decimal(12, 3), list_price decimal(18, 6), unit_price decimal(18, 6), line_discount decimal(18, 6), line_refunded decimal(18, 6),
    line_refunded_qty decimal(12, 3), unit_cost decimal(18, 6)
);
