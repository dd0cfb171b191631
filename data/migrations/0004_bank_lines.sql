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
