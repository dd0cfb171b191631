-- grain: one customer (or voucher) of one promotion, as one file row tells of it
create or replace temp table landing_exposure (
    row_no bigint not null,
    problem varchar,
    natural_key varchar,
    promotion_key varchar,
    promotion_name varchar,
    kind varchar,
    funder varchar,
    face_value decimal(18, 6),
    currency varchar,
    depth double,
    starts_on date,
    ends_on date,
    contact_cost_eur decimal(18, 6),
    category varchar,
    brand varchar,
    tier varchar,
    id_type varchar, key_system varchar, customer_key varchar, voucher_id varchar, arm varchar, assignment varchar,
    p_treated double, assigned_at timestamptz, delivered_at timestamptz, opened_at timestamptz, claimed_at timestamptz,
    redeemed_at timestamptz, reversed_at timestamptz, expires_at timestamptz
);
