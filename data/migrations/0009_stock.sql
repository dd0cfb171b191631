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
