-- grain: one month's budget of a market, channel and boutique, as one file row tells of it; one empty is of all
create or replace temp table landing_budget (
    row_no bigint not null,
    problem varchar,
    aside varchar,
    month date,
    market varchar,
    channel varchar,
    store_key varchar,
    currency varchar,
    net_sales decimal(18, 6),
    with_vat boolean
);
