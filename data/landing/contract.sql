-- grain: one contract of a wallet or provider from a day on, of a market and a currency where it has them,
-- as one file row tells of it
create or replace temp table landing_contract (
    row_no bigint not null,
    problem varchar,
    aside varchar,
    wallet varchar,
    market varchar,
    since date,
    percent decimal(9, 6),
    fixed_fee decimal(18, 6),
    currency varchar
);
