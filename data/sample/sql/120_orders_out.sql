insert into orders (
    order_id,
    system,
    shop,
    source_order_id,
    order_name,
    customer_id,
    channel,
    platform,
    store_id,
    market,
    ordered_at,
    ordered_on,
    paid_at,
    cancelled_at,
    received_at,
    tz,
    status,
    source_status,
    currency,
    goods_gross,
    discount_merchant,
    discount_platform,
    discount_unknown,
    discount_shipping,
    shipping,
    tax,
    tax_included,
    total,
    refunded,
    payment_method,
    payment_ref,
    payment_wallet,
    discount_code,
    tax_free,
    foreign_order_id, duplicate_of, is_test, tags, file_id, row_no, row_hash
)
select
    orders.order_id,
    'sample',
    orders.store_id,
    orders.source_order_id,
    '#' || orders.source_order_id,
    orders.customer_id,
    orders.channel,
    case orders.channel
        when 'wallet' then 'alipay mini-program' when 'marketplace' then orders.store_name when
            'ecommerce'
            then 'own online store'
        else 'point of sale'
    end,
    orders.store_id,
    orders.market,
    orders.ordered_at,
    orders.ordered_on,
    orders.paid_at,
    null,
    case
        when
            orders.channel in ('ecommerce', 'wallet', 'marketplace')
            then orders.paid_at + to_days(2 + cast(4 * chance(orders.order_no, 78) as integer))
        else orders.paid_at
    end,
    orders.tz,
    totals.status,
    totals.status,
    orders.currency,
    totals.goods_gross,
    totals.markdown + totals.voucher - totals.voucher_platform,
    totals.voucher_platform,
    0,
    0,
    totals.shipping,
    totals.tax,
    true,
    totals.total,
    -totals.returned,
    coalesce(orders.payment_wallet, case orders.channel when 'marketplace' then 'marketplace' else 'card' end),
    orders.source_order_id,
    orders.payment_wallet,
    case when totals.kind = 'code' then totals.label end,
    orders.market not in ('IT', 'FR', 'DE') and orders.country = 'IT' and orders.channel in ('boutique', 'phygital_lab')
    and cast(totals.net as double) / orders.book_rate
    >= case when orders.ordered_on < date '2024-02-01' then 154.95 else 70.01 end
    and chance(orders.order_no, 79) < 0.85,
    null,
    null,
    false,
    case
        when
            orders.market <> 'IT' and orders.country = 'IT' and orders.channel in ('boutique', 'phygital_lab')
            then 'tourist'
    end,
    'sample:orders',
    orders.order_no,
    null
from sample_orders as orders join sample_totals as totals on totals.order_no = orders.order_no
where orders.is_real
order by orders.order_no;

insert into order_lines (
    order_id,
    line_no,
    source_line_id,
    product_id,
    sku,
    title,
    brand,
    category,
    qty,
    list_price,
    unit_price,
    gross,
    line_discount,
    order_discount_share, net, refunded_qty, refunded, unit_cost, file_id, row_no, row_hash
)
select
    lines.order_id,
    lines.line_no,
    null,
    product_id,
    sku,
    title,
    brand,
    category,
    lines.qty,
    list_price,
    (lines.gross - lines.line_discount) / lines.qty,
    lines.gross,
    lines.line_discount,
    lines.voucher,
    lines.net,
    case when back.order_no is null then 0 else lines.qty end,
    coalesce(-back.net, 0),
    unit_cost,
    'sample:orders',
    lines.order_no,
    null
from sample_priced_lines as lines left join sample_returns as back on back.line_key = lines.line_key
where lines.is_real
order by lines.order_no, lines.line_no;

insert into refunds (
    refund_id, order_id, line_no, txn_id, refunded_at, refunded_on, at_is_known, amount, currency, reason, file_id
)
select
    'sample:' || order_no || ':' || line_no,
    order_id,
    line_no,
    null,
    refunded_at,
    cast(timezone(tz, refunded_at) as date),
    true,
    -net,
    currency,
    reason,
    'sample:orders'
from sample_returns;

-- a markdown stands on its line; a voucher on its order, once for each who pays
insert into discounts (
    discount_id, order_id, line_no, txn_id, promotion_id, instrument, funder, label, amount, currency, file_id
)
select
    'sample:m' || line_key,
    lines.order_id,
    lines.line_no,
    null,
    'markdown-' || lower(orders.market),
    'markdown',
    'merchant',
    'markdown',
    line_discount,
    orders.currency,
    'sample:orders'
from sample_priced_lines as lines join sample_orders as orders on orders.order_no = lines.order_no
where lines.is_real and line_discount > 0;

insert into discounts (
    discount_id, order_id, line_no, txn_id, promotion_id, instrument, funder, label, amount, currency, file_id
)
select
    'sample:' || funder || totals.order_no,
    orders.order_id,
    null,
    null,
    totals.promotion_id,
    totals.kind,
    funder,
    totals.label,
    case funder when 'platform' then totals.voucher_platform else totals.voucher - totals.voucher_platform end,
    orders.currency,
    'sample:orders'
from sample_totals as totals
join sample_orders as orders on orders.order_no = totals.order_no
cross join (values ('platform'), ('merchant')) as funders (funder)
where
    orders.is_real
    and case funder when 'platform' then totals.voucher_platform else totals.voucher - totals.voucher_platform end > 0;

-- what no count may include: orders never paid, tests, and orders that came in again through another system
insert into orders (
    order_id,
    system,
    shop,
    source_order_id,
    order_name,
    customer_id,
    channel,
    platform,
    store_id,
    market,
    ordered_at,
    ordered_on,
    paid_at,
    cancelled_at,
    received_at,
    tz,
    status,
    source_status,
    currency,
    goods_gross,
    discount_merchant,
    discount_platform,
    discount_unknown,
    discount_shipping,
    shipping,
    tax,
    tax_included,
    total,
    refunded,
    payment_method,
    payment_ref,
    payment_wallet,
    discount_code,
    tax_free,
    foreign_order_id, duplicate_of, is_test, tags, file_id, row_no, row_hash
)
with others as (
    select orders.*, row_number() over (order by chance(row_no, 80)) as draw from orders
    where
        orders.status = 'paid' and orders.payment_wallet is null and orders.channel = 'ecommerce'
        and row_no not in (select order_no from sample_parcels)
)
select
    others.* exclude (draw) replace (
        order_id
        || case
            when draw <= plan.duplicates then '-again' when draw <= plan.duplicates + plan.tests then '-test' else
                '-unpaid'
        end as order_id,
        source_order_id
        || case
            when draw <= plan.duplicates then '-again' when draw <= plan.duplicates + plan.tests then '-test' else
                '-unpaid'
        end as source_order_id,
        order_name
        || case
            when draw <= plan.duplicates then '-again' when draw <= plan.duplicates + plan.tests then '-test' else
                '-unpaid'
        end as order_name,
        case when draw <= plan.duplicates then payment_ref end as payment_ref,
        case when draw <= plan.duplicates then order_id end as duplicate_of,
        case when draw <= plan.duplicates then source_order_id end as foreign_order_id,
        draw > plan.duplicates and draw <= plan.duplicates + plan.tests as is_test,
        case when draw > plan.duplicates + plan.tests then 'unpaid' else status end as status,
        case when draw > plan.duplicates + plan.tests then 'unpaid' else status end as source_status,
        case when draw <= plan.duplicates + plan.tests then paid_at end as paid_at
    )
from others cross join sample_plan as plan
where draw <= plan.duplicates + plan.tests + plan.unpaid;
