-- a contract may be of one currency alone, which is part of what it is; '' where it is of all
create table wallet_contracts_new (
    wallet varchar, market varchar not null default '', currency varchar not null default '', since date, percent decimal(9, 6) not null,
    fixed_fee decimal(18, 6) not null default 0, file_id varchar, row_no bigint, primary key (wallet, market, currency, since)
);
insert into wallet_contracts_new by name select * replace (coalesce(currency, '') as currency) from wallet_contracts;
drop table wallet_contracts;
alter table wallet_contracts_new rename to wallet_contracts;
