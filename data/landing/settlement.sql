-- grain: one entry of an account bill, payout batch or settlement summary
create or replace temp table landing_settlement (
    row_no bigint not null,
    problem varchar,
    aside varchar, -- why a row is known and yet not counted, as one that a mapping leaves out
    natural_key varchar,
    account_id varchar,
    settlement_batch varchar,
    entry_type varchar,
    source_type varchar,
    merchant_ref varchar,
    provider_txn_id varchar,
    occurred_at timestamptz,
    tz varchar,
    items bigint,
    gross decimal(18, 6),
    fee decimal(18, 6),
    amount decimal(18, 6),
    balance decimal(18, 6),
    currency varchar,
    remark varchar
);
