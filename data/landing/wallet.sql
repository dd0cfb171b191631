-- grain: one money event of one file row
create or replace temp table landing_wallet (
    row_no bigint not null, problem varchar, natural_key varchar, account_id varchar, wallet varchar, provider_txn_id varchar,
    merchant_ref varchar, merchant_refund_ref varchar, original_ref varchar, txn_type varchar, source_type varchar, status varchar,
    occurred_at timestamptz, settled_at timestamptz, tz varchar, store_key varchar, terminal_id varchar, operator_id varchar,
    payer_id_type varchar, payer_key varchar, list_amount decimal(18, 6), list_currency varchar, buyer_paid decimal(18, 6),
    disc_platform decimal(18, 6), disc_merchant decimal(18, 6), disc_unknown decimal(18, 6), gross decimal(18, 6), fee decimal(18, 6),
    currency varchar, buyer_amount decimal(18, 6), buyer_currency varchar, fx_rate decimal(24, 12), fx_pair varchar,
    coupon_label varchar, settlement_batch varchar, remark varchar
);
