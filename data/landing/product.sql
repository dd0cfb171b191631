-- grain: one product from one day on, as one file row tells of it
create or replace temp table landing_product (
    row_no bigint not null,
    problem varchar,
    aside varchar, -- why a row is known and yet not counted, as one that a mapping leaves out
    product_id varchar,
    valid_from date,
    title varchar,
    brand varchar,
    category varchar,
    season varchar,
    tier varchar, list_price decimal(18, 6), unit_cost decimal(18, 6), currency varchar
);
