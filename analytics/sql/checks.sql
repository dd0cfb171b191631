-- grain: one check: how many rows fail it, of how many
with counted as (
    select
        count(*) as orders,
        sum(case when lines_seen = 0 then 1 else 0 end) as without_lines,
        sum(case when per_eur is null then 1 else 0 end) as without_rate,
        sum(case when rate_is_carried then 1 else 0 end) as carried_rate,
        sum(case when customer_id is null then 1 else 0 end) as guests,
        sum(case when market = 'unknown' then 1 else 0 end) as without_market,
        sum(case when has_undated_refund then 1 else 0 end) as undated_refund,
        sum(case when refund + other_refund < -greatest(coalesce(total, gmv), 0) - 0.005 then 1 else 0 end)
            as over_refunded,
        sum(case when net < 0 and goods > 0 then 1 else 0 end) as negative_net,
        sum(case when goods = 0 and credit < 0 then 1 else 0 end) as credit_notes,
        sum(case when vat is null then 1 else 0 end) as without_vat,
        sum(
            case
                when
                    abs(total - (gmv + credit + case when vat_included then 0 else coalesce(vat, 0) end)) > 0.05
                    then 1
                else 0
            end
        ) as total_off
    from paid_orders
),
line_sums as (
    select order_id, sum(gross) as gross, sum(net) as net from order_lines group by order_id
),
headed as (
    select
        count(*) as orders,
        sum(case when abs(line_sums.gross - orders.goods_gross) > 0.05 then 1 else 0 end) as gross_off,
        sum(
            case
                when
                    abs(
                        line_sums.gross
                        - line_sums.net
                        - (
                            coalesce(discount_merchant, 0)
                            + coalesce(discount_platform, 0)
                            + coalesce(discount_unknown, 0)
                        )
                    )
                    > 0.05
                    then 1
                else 0
            end
        ) as discount_off
    from orders join line_sums on line_sums.order_id = orders.order_id
),
left_out as (
    select
        count(*) as orders,
        sum(case when duplicate_of is not null then 1 else 0 end) as duplicates,
        sum(case when is_test then 1 else 0 end) as tests,
        sum(case when status in ('unpaid', 'authorised') then 1 else 0 end) as unpaid,
        sum(case when status = 'cancelled' and paid_at is null then 1 else 0 end) as cancelled,
        sum(case when ordered_on is null then 1 else 0 end) as undated,
        sum(
            case
                when
                    cancelled_at is not null
                    and status in ('paid', 'unknown')
                    and coalesce(refunded, 0) = 0
                    and total > 0
                    then 1
                else 0
            end
        ) as cancelled_and_paid
    from orders
),
sold as (
    select
        count(*) as lines,
        sum(case when tier = 'unknown' then 1 else 0 end) as without_tier,
        sum(case when product_id is null then 1 else 0 end) as without_product,
        sum(case when cost_eur is null then 1 else 0 end) as without_cost
    from sales
),
lines as (
    select count(*) as lines, sum(case when orders.order_id is null then 1 else 0 end) as orphans
    from order_lines left join orders on orders.order_id = order_lines.order_id
),
refunded as (
    select
        count(*) as refunds,
        sum(case when orders.order_id is null then 1 else 0 end) as orphans,
        sum(case when orders.currency <> refunds.currency then 1 else 0 end) as other_currency
    from refunds left join orders on orders.order_id = refunds.order_id
),
funded as (
    select count(*) as discounts, sum(case when funder = 'unknown' then 1 else 0 end) as unknown_funder from discounts
),
files as (
    select
        count(*) as files,
        sum(case when declared_matches = false then 1 else 0 end) as declared_off,
        sum(rows_rejected) as rejected,
        sum(rows_seen) as seen
    from source_files
),
wallets as (
    select
        count(*) as rows,
        sum(case when state = 'missing_order' then 1 else 0 end) as without_order,
        sum(case when state = 'missing_payment' then 1 else 0 end) as without_payment,
        sum(case when state in ('partial', 'mismatch') then 1 else 0 end) as off
    from wallet_matches
),
uncovered as (
    select count(*) as orders
    from paid_orders left join wallet_matches on wallet_matches.order_id = paid_orders.order_id
    where paid_orders.payment_wallet is not null and wallet_matches.order_id is null
),
exposed as (
    select
        count(*) as exposures,
        sum(case when customer_id is null then 1 else 0 end) as without_customer
    from exposures
),
versions as (
    select count(*) as products, sum(case when valid_to > next_from then 1 else 0 end) as overlapping
    from (select
        valid_to,
        lead(valid_from) over (partition by product_id order by valid_from) as next_from
    from products) as dated
)
select 'missing_rate' as name, without_rate as rows, orders as of_rows from counted
union all select 'carried_rate', carried_rate, orders from counted
union all select 'orders_without_lines', without_lines, orders from counted
union all select 'lines_off_header', gross_off, orders from headed
union all select 'discounts_off_header', discount_off, orders from headed
union all select 'total_off', total_off, orders from counted
union all select 'lines_without_order', orphans, lines from lines
union all select 'unknown_tier', without_tier, lines from sold
union all select 'unknown_product', without_product, lines from sold
union all select 'unknown_cost', without_cost, lines from sold
union all select 'unknown_vat', without_vat, orders from counted
union all select 'unknown_market', without_market, orders from counted
union all select 'unknown_customer', guests, orders from counted
union all select 'unknown_funder', unknown_funder, discounts from funded
union all select 'undated_refunds', undated_refund, orders from counted
union all select 'orphan_refunds', orphans, refunds from refunded
union all select 'refund_currency', other_currency, refunds from refunded
union all select 'over_refunded', over_refunded, orders from counted
union all select 'negative_net', negative_net, orders from counted
union all select 'credit_notes', credit_notes, orders from counted
union all select 'cancelled_and_paid', cancelled_and_paid, orders from left_out
union all select 'duplicate_orders', duplicates, orders from left_out
union all select 'test_orders', tests, orders from left_out
union all select 'unpaid_orders', unpaid, orders from left_out
union all select 'cancelled_orders', cancelled, orders from left_out
union all select 'undated_orders', undated, orders from left_out
union all select 'declared_mismatch', declared_off, files from files
union all select 'rejected_rows', rejected, seen from files
union all select 'wallet_without_order', without_order, rows from wallets
union all select 'order_without_payment', without_payment, rows from wallets
union all select 'wallet_off', off, rows from wallets
union all select 'wallet_uncovered', orders, orders from uncovered
union all select 'exposures_without_customer', without_customer, exposures from exposed
union all select 'overlapping_versions', overlapping, products from versions
