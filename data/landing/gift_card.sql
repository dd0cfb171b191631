-- grain: one entry of a list of gift cards, as one file row tells of it; above nought where more is owed after it
create or replace temp table landing_gift_card (
    row_no bigint not null,
    problem varchar,
    aside varchar,
    entry_ref varchar,
    day date,
    movement varchar,
    amount decimal(18, 6),
    currency varchar,
    store_key varchar
);
