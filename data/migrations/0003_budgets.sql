-- net sales that the shop set itself for a month, of a market, channel and boutique; '' where a row is of all of them
create table if not exists budgets (
    month date, market varchar not null default '', channel varchar not null default '', store_key varchar not null default '',
    currency varchar not null, net_sales decimal(18, 6) not null, with_vat boolean not null, file_id varchar, row_no bigint,
    primary key (month, market, channel, store_key)
);
