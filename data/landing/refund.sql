-- grain: one refund of an order, as a file of refunds tells it; amount below nought.
-- Its order may be loaded before or after.
create or replace temp table landing_refund (
    row_no bigint not null,
    problem varchar,
    aside varchar,
    order_ref varchar,
    shop varchar,
    refund_id varchar,
    source_line_id varchar,
    refunded_at timestamptz,
    tz varchar,
    amount decimal(18, 6),
    currency varchar
);
