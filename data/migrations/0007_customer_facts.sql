-- what a shop's own list says of whoever bears a key, ordered or not; customers have it from here (data/landing/customer.py)
create table if not exists customer_facts (
    id_type varchar, id_hash varchar, system varchar, home_market varchar, loyalty_tier varchar, marketing_consent boolean,
    told_at timestamptz, file_id varchar, row_no bigint, primary key (id_type, id_hash, system)
);
