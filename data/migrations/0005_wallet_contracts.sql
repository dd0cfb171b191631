-- what a wallet or provider may charge by its contract: percent of each payment and a fixed fee for each; market '' where it is of all
create table if not exists wallet_contracts (
    wallet varchar, market varchar not null default '', since date, percent decimal(9, 6) not null, fixed_fee decimal(18, 6) not null default 0,
    currency varchar, file_id varchar, row_no bigint, primary key (wallet, market, since)
);
