-- grain: one entry of a bank account, as one file row tells of it; `text` is the bank's words until the row is landed
create or replace temp table landing_bank (
    row_no bigint not null,
    problem varchar,
    aside varchar,
    natural_key varchar,
    account_id varchar,
    booked_on date,
    value_on date,
    amount decimal(18, 6),
    currency varchar,
    payer varchar,
    reference varchar,
    text varchar
);
