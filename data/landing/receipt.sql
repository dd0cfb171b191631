-- grain: the pieces of one article received in one place on one day, as one file row tells of it
create or replace temp table landing_receipt (
    row_no bigint not null,
    problem varchar,
    aside varchar,
    day date,
    store_key varchar,
    sku varchar,
    receipt_ref varchar,
    units decimal(18, 6),
    unit_cost decimal(18, 6),
    currency varchar,
    season varchar
);
