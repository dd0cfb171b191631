-- grain: one period of one series, as one file row tells of it
create or replace temp table landing_series (
    row_no bigint not null,
    problem varchar,
    aside varchar,
    series varchar,
    market varchar,
    starts_on date,
    value double,
    unit varchar
);
