-- grain: one rate; a file row may hold many
create or replace temp table landing_fx (
    row_no bigint not null,
    problem varchar,
    aside varchar, -- why a row is known and yet no rate, as a day without a fixing
    rate_on date,
    base varchar,
    quote varchar,
    rate decimal(24, 12),
    source varchar
);
