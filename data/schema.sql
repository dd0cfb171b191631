-- The canonical store: what loads make true. Marts (data/marts) are derived from these tables and can be dropped at any time.
-- Money DECIMAL(18,6) in the row's own currency, seen from the merchant: payment +, refund -, fee -, payout -; net = gross + fee.
-- `*_at` are UTC instants, `*_on` the shop's own day. Ids are VARCHAR; ids of persons are keyed hashes.
-- No foreign keys: DuckDB refuses to replace parent and child in one transaction; data/checks says what does not join.

-- Provenance ------------------------------------------------------------------------------------------------------------
create table if not exists meta (key varchar primary key, value varchar);
-- one row per load command
create table if not exists batches (
    batch_id integer primary key, started_at timestamptz not null, finished_at timestamptz, kind varchar not null, note varchar
);
-- one row per file (or zip member, or sheet); file_id is the sha256 of its bytes, so loading it again is a no-op
create table if not exists source_files (
    file_id varchar primary key, batch_id integer not null, file_name varchar not null, member_name varchar,
    system varchar not null, layout varchar not null, encoding varchar, delimiter varchar, header_row integer,
    tz varchar, account_id varchar, first_on date, last_on date,
    rows_seen bigint not null, rows_loaded bigint not null, rows_duplicate bigint not null, rows_rejected bigint not null,
    rows_updated bigint not null default 0, declared json, declared_matches boolean, message varchar, loaded_at timestamptz not null,
    channel varchar default '', -- of all that its system sells or pays, as its layout or mapping says
    check (rows_seen = rows_loaded + rows_duplicate + rows_rejected)
);
create table if not exists rejected_rows (
    file_id varchar, row_no bigint, reason varchar not null, payload json, primary key (file_id, row_no)
);

-- Where ------------------------------------------------------------------------------------------------------------------
create table if not exists channels (
    channel varchar primary key check (channel in ('boutique', 'ecommerce', 'wallet', 'marketplace', 'phygital_lab', 'other')),
    name varchar not null
);
create table if not exists stores (
    store_id varchar primary key, channel varchar not null, name varchar, city varchar, region varchar, country varchar,
    tz varchar not null, currency varchar, opened_on date, closed_on date
);
-- every name a system gives a store: POS location, Alipay store number, Tmall new-retail id
create table if not exists store_aliases (system varchar, source_key varchar, store_id varchar not null, primary key (system, source_key));

-- When -------------------------------------------------------------------------------------------------------------------
create table if not exists market_calendar (
    day date, market varchar, event varchar, kind varchar not null check (kind in
    ('lockdown', 'reopening', 'travel_ban', 'holiday', 'sale_season', 'promotion_ban', 'shopping_festival', 'store_closure', 'other')),
    intensity double, source varchar, primary key (day, market, event)
);
-- what the shop's own people noted of a day, shown on charts through time; market and channel null where it is of all
create table if not exists day_notes (
    note_id varchar primary key, day date not null, market varchar, channel varchar, note varchar not null, noted_at timestamptz not null
);
-- units of quote per 1 base; a day without a fixing has no row (marts carry forward at most five days)
create table if not exists fx_rates (
    rate_on date, base varchar, quote varchar, rate decimal(24, 12) not null, source varchar, file_id varchar,
    primary key (rate_on, base, quote, source)
);

-- retail of a market as others measure it (a statistics office, an association), to hold own sales against; starts_on is the first day of the
-- period, market '' where the series is of no one market, unit `index`, a currency or any words
create table if not exists market_series (
    series varchar, market varchar not null default '', starts_on date, value double not null, unit varchar, file_id varchar, row_no bigint,
    primary key (series, market, starts_on)
);

-- net sales that the shop set itself for a month, of a market, channel and boutique; '' where a row is of all of them
create table if not exists budgets (
    month date, market varchar not null default '', channel varchar not null default '', store_key varchar not null default '',
    currency varchar not null, net_sales decimal(18, 6) not null, with_vat boolean not null, file_id varchar, row_no bigint,
    primary key (month, market, channel, store_key)
);

-- What -------------------------------------------------------------------------------------------------------------------
-- dated: a product may move between tiers; valid_to is the first day no longer valid, null while current
create table if not exists products (
    product_id varchar, valid_from date, valid_to date, sku varchar, title varchar, brand varchar, category varchar, season varchar,
    list_price_eur decimal(18, 6), unit_cost_eur decimal(18, 6),
    tier varchar not null default 'unknown' check (tier in ('entry', 'core', 'premium', 'luxury', 'haute', 'unknown')),
    tier_rule varchar, primary key (product_id, valid_from)
);
create table if not exists product_aliases (system varchar, source_key varchar, product_id varchar not null, primary key (system, source_key));

-- pieces of an article on hand in a place as counted on a day, and those received; told_on is the day to which the file reaches that says so
create table if not exists stock_counts (
    day date, store_key varchar, sku varchar, units decimal(18, 6) not null check (units >= 0), unit_cost decimal(18, 6), currency varchar,
    told_on date not null, file_id varchar, row_no bigint, primary key (day, store_key, sku)
);
-- receipt_ref tells two deliveries of a day apart, '' where no file does; units below nought left for the supplier or for another place
create table if not exists goods_receipts (
    day date, store_key varchar, sku varchar, receipt_ref varchar not null default '', units decimal(18, 6) not null, season varchar,
    unit_cost decimal(18, 6), currency varchar, told_on date not null, file_id varchar, row_no bigint,
    primary key (day, store_key, sku, receipt_ref)
);

-- what became of gift cards: the amount is above nought where more is owed after it; told_on is the day to which the file reaches that says so
create table if not exists gift_card_entries (
    system varchar, store_key varchar not null default '', entry_ref varchar, day date not null,
    movement varchar not null check (movement in ('issued', 'spent', 'returned', 'expired', 'adjusted')),
    amount decimal(18, 6) not null, currency varchar not null, told_on date not null, file_id varchar, row_no bigint,
    primary key (system, store_key, entry_ref)
);

-- Who --------------------------------------------------------------------------------------------------------------------
-- customer_id is the smallest identity node of the persons's connected keys (data/identity.py); merged_from says which keys joined
create table if not exists customers (
    customer_id varchar primary key, home_market varchar, loyalty_tier varchar, marketing_consent boolean, created_from varchar
);
-- what a shop's own list says of whoever bears a key, ordered or not; customers have it from here (data/landing/customer.py)
create table if not exists customer_facts (
    id_type varchar, id_hash varchar, system varchar, home_market varchar, loyalty_tier varchar, marketing_consent boolean,
    told_at timestamptz, file_id varchar, row_no bigint, consent_at timestamptz, primary key (id_type, id_hash, system)
);
-- one row per key a system showed; only unique keys (is_unique) may join two persons
create table if not exists identities (
    id_type varchar not null check (id_type in ('email', 'phone', 'alipay_user_id', 'alipay_login_masked', 'wechat_openid', 'platform_buyer_id',
    'taobao_nick_masked', 'shop_customer', 'pos_card', 'customer_key')),
    id_hash varchar not null, system varchar not null, customer_id varchar not null, is_unique boolean not null,
    first_seen timestamptz, last_seen timestamptz, primary key (id_type, id_hash, system)
);
-- which two keys were seen together on which order: the evidence of every merge, so that a merge can be explained and undone
create table if not exists identity_links (
    order_id varchar, id_type varchar, id_hash varchar, is_unique boolean not null, system varchar not null, file_id varchar,
    primary key (order_id, id_type, id_hash)
);

-- a key that a person of the shop declared to join nobody (a family's phone, a boutique's own address): merges it made are undone
create table if not exists identity_cuts (id_type varchar, id_hash varchar, reason varchar, cut_at timestamptz, primary key (id_type, id_hash));

-- who was forgotten and has to stay so (data/forgotten.py): keys of persons, orders and events, closed with the installation's key
create table if not exists forgotten (sealed varchar primary key);

-- Why: campaigns and promotions ------------------------------------------------------------------------------------------
create table if not exists campaigns (
    campaign_id varchar primary key, name varchar, objective varchar, market varchar, starts_on date, ends_on date,
    budget decimal(18, 6), currency varchar
);
-- day_to > day: a period total, not a day
create table if not exists campaign_spend (
    platform varchar, account_id varchar, platform_campaign_id varchar, campaign_id varchar, campaign_name varchar, day date, day_to date,
    spend decimal(18, 6), currency varchar, impressions bigint, clicks bigint, platform_conversions decimal(18, 4),
    platform_revenue decimal(18, 6), file_id varchar, row_no bigint, primary key (platform, account_id, platform_campaign_id, day, day_to)
);
create table if not exists promotions (
    promotion_id varchar primary key, campaign_id varchar, system varchar, source_key varchar,
    kind varchar check (kind in ('code', 'voucher', 'red_packet', 'points', 'instant_discount', 'markdown', 'free_shipping', 'gift', 'cashback', 'other')),
    name varchar, code varchar, funder varchar not null default 'unknown' check (funder in ('merchant', 'platform', 'brand', 'bank', 'mixed', 'unknown')),
    depth double, face_value decimal(18, 6), min_spend decimal(18, 6), currency varchar, market varchar, channel varchar, tier varchar,
    starts_on date, ends_on date, contact_cost_eur decimal(18, 6), category varchar, brand varchar
);
-- one row per customer (or voucher) and promotion: who was treated, who was held out, what came back
create table if not exists exposures (
    exposure_id varchar primary key, promotion_id varchar not null, customer_id varchar, id_type varchar, id_hash varchar, voucher_id varchar,
    arm varchar not null check (arm in ('treated', 'holdout', 'unknown')),
    assignment varchar not null check (assignment in ('randomised', 'rule', 'self_selected', 'unknown')), p_treated double,
    assigned_at timestamptz, delivered_at timestamptz, opened_at timestamptz, claimed_at timestamptz, redeemed_at timestamptz,
    reversed_at timestamptz, expires_at timestamptz, system varchar, file_id varchar, row_no bigint
);

-- Orders -----------------------------------------------------------------------------------------------------------------
-- order_id = system|shop|source_order_id; foreign_order_id is the id the order has in the system it was re-imported from, duplicate_of the order
-- there once that system is loaded too (duplicates stay, and no mart counts them). goods_gross is list price x quantity before any discount; total is what the buyer was charged.
create table if not exists orders (
    order_id varchar primary key, system varchar not null, shop varchar, source_order_id varchar not null, order_name varchar,
    customer_id varchar, channel varchar not null, platform varchar, store_id varchar, market varchar,
    ordered_at timestamptz, ordered_on date, paid_at timestamptz, cancelled_at timestamptz, received_at timestamptz, tz varchar,
    status varchar not null check (status in ('unpaid', 'authorised', 'paid', 'partially_refunded', 'refunded', 'cancelled', 'unknown')),
    source_status varchar, currency varchar,
    goods_gross decimal(18, 6), discount_merchant decimal(18, 6) default 0, discount_platform decimal(18, 6) default 0,
    discount_unknown decimal(18, 6) default 0, discount_shipping decimal(18, 6) default 0, shipping decimal(18, 6) default 0,
    tax decimal(18, 6), tax_included boolean, total decimal(18, 6), refunded decimal(18, 6) default 0 check (refunded <= 0),
    payment_method varchar, payment_ref varchar, payment_wallet varchar, discount_code varchar, tax_free boolean,
    foreign_order_id varchar, duplicate_of varchar, is_test boolean default false, tags varchar, file_id varchar, row_no bigint, row_hash varchar
);
-- net = gross - line_discount - order_discount_share; product_id is the key in `products`
create table if not exists order_lines (
    order_id varchar, line_no integer, source_line_id varchar, product_id varchar, sku varchar, title varchar, brand varchar, category varchar,
    qty decimal(12, 3) not null, list_price decimal(18, 6), unit_price decimal(18, 6) not null, gross decimal(18, 6) not null,
    line_discount decimal(18, 6) default 0, order_discount_share decimal(18, 6) default 0, net decimal(18, 6) not null,
    refunded_qty decimal(12, 3), refunded decimal(18, 6), unit_cost decimal(18, 6), file_id varchar, row_no bigint, row_hash varchar,
    primary key (order_id, line_no)
);
-- every discount by who pays; an order's rows add up to its discount columns
create table if not exists discounts (
    discount_id varchar primary key, order_id varchar, line_no integer, txn_id varchar, promotion_id varchar, instrument varchar,
    funder varchar not null check (funder in ('merchant', 'platform', 'brand', 'bank', 'unknown')), label varchar,
    amount decimal(18, 6) not null check (amount >= 0), currency varchar, file_id varchar
);
create table if not exists refunds (
    refund_id varchar primary key, order_id varchar, line_no integer, txn_id varchar, refunded_at timestamptz, refunded_on date,
    at_is_known boolean not null, amount decimal(18, 6) not null check (amount <= 0), currency varchar, reason varchar, file_id varchar
);

-- Wallet and payment providers -------------------------------------------------------------------------------------------
-- grain: one money event of an order (payment, refund, fee, dispute ...); settlement evidence lives in `settlements`
create table if not exists wallet_transactions (
    txn_id varchar primary key, system varchar not null, account_id varchar, wallet varchar, provider_txn_id varchar,
    merchant_ref varchar, merchant_refund_ref varchar, original_ref varchar, order_id varchar,
    txn_type varchar not null check (txn_type in ('payment', 'refund', 'reversal', 'fee', 'dispute', 'dispute_reversal', 'payout', 'transfer', 'fx', 'adjustment')),
    source_type varchar, status varchar not null check (status in ('pending', 'succeeded', 'settled', 'failed', 'unknown')),
    occurred_at timestamptz not null, occurred_on date not null, settled_at timestamptz, tz varchar not null,
    store_key varchar, store_id varchar, terminal_id varchar, operator_id varchar, payer_id_type varchar, payer_hash varchar,
    customer_id varchar,
    list_amount decimal(18, 6), list_currency varchar, buyer_paid decimal(18, 6),
    disc_platform decimal(18, 6) default 0, disc_merchant decimal(18, 6) default 0, disc_unknown decimal(18, 6) default 0,
    gross decimal(18, 6) not null, fee decimal(18, 6) not null default 0, net decimal(18, 6) not null, currency varchar not null,
    buyer_amount decimal(18, 6), buyer_currency varchar, fx_rate decimal(24, 12), fx_pair varchar,
    coupon_label varchar, settlement_batch varchar, remark varchar, file_id varchar, row_no bigint, row_hash varchar,
    check (net = gross + fee)
);
-- evidence of money that moved to or from the account: account bills, payout batches, settlement summaries. Never added to sales.
create table if not exists settlements (
    settlement_id varchar primary key, system varchar not null, account_id varchar, settlement_batch varchar,
    entry_type varchar not null check (entry_type in ('payment', 'refund', 'fee', 'payout', 'adjustment', 'total', 'transfer')),
    source_type varchar, merchant_ref varchar, provider_txn_id varchar, occurred_at timestamptz, occurred_on date,
    items bigint, gross decimal(18, 6), fee decimal(18, 6), amount decimal(18, 6) not null, balance decimal(18, 6), currency varchar not null,
    remark varchar, file_id varchar, row_no bigint, row_hash varchar
);
-- money of wallets and providers as it reached the bank: no name, no account number, no words of a statement
create table if not exists bank_lines (
    line_id varchar primary key, system varchar not null, account_id varchar, booked_on date not null, value_on date,
    amount decimal(18, 6) not null, currency varchar not null, payer varchar not null, reference varchar, file_id varchar, row_no bigint,
    row_hash varchar
);
-- the days that a statement tells of: only on those can a payout be missing at the bank
create table if not exists bank_days (
    file_id varchar, account_id varchar, currency varchar, first_on date not null, last_on date not null,
    primary key (file_id, account_id, currency)
);
-- what a wallet or provider may charge by its contract: percent of each payment and a fixed fee for each; market and currency '' where it is of all
create table if not exists wallet_contracts (
    wallet varchar, market varchar not null default '', currency varchar not null default '', since date, percent decimal(9, 6) not null,
    fixed_fee decimal(18, 6) not null default 0, file_id varchar, row_no bigint, primary key (wallet, market, currency, since)
);
insert or ignore into channels values
    ('boutique', 'Boutique'), ('ecommerce', 'E-commerce'), ('wallet', 'Alipay mini-program'), ('marketplace', 'Marketplace'),
    ('phygital_lab', 'Phygital lab'), ('other', 'Other');
