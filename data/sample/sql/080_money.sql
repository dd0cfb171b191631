-- grain: one line of a visit with its voucher share and who pays it; amounts rounded in the order's currency
create or replace temp table sample_priced_lines as
with vouchered as (
    select
        lines.*,
        vouchers.promotion_id,
        vouchers.exposure_no,
        vouchers.label,
        vouchers.kind,
        coalesce(vouchers.platform_share, 0) as platform_share,
        cast(round(cast(gross - line_discount as double) * coalesce(depth, 0), digits) as decimal(18, 6)) as voucher
    from sample_lines as lines left join sample_vouchers as vouchers on vouchers.order_no = lines.order_no
)
select
    *,
    cast(round(cast(voucher as double) * platform_share, digits) as decimal(18, 6)) as voucher_platform,
    gross - line_discount - voucher as net
from vouchered;

-- grain: one line that came back; the later the stricter the shop's window
create or replace temp table sample_returns as
select
    lines.order_no,
    lines.order_id,
    lines.line_no,
    lines.line_key,
    lines.net,
    lines.qty,
    lines.voucher_platform,
    orders.paid_at,
    orders.tz,
    orders.currency,
    orders.payment_wallet,
    1 + cast(floor(window_days * chance(line_key, 131) ** 1.6) as integer) as lag_days,
    orders.paid_at
    + to_days(1 + cast(floor(window_days * chance(line_key, 131) ** 1.6) as integer))
    + to_seconds(cast(20000 * chance(line_key, 132) as integer)) as refunded_at,
    ['does not fit', 'changed mind', 'not as described', 'damaged in transit'][
        1 + cast(floor(4 * chance(line_key, 133)) as integer)
    ] as reason
from sample_priced_lines as lines
join sample_orders as orders on orders.order_no = lines.order_no
join sample_return_rule as rule on rule.channel = orders.channel
join sample_market as market on market.market_no = orders.market_no
where
    orders.is_real
    and chance(line_key, 130)
    < rule.rate * case when orders.channel in ('wallet', 'ecommerce', 'marketplace') then market.returned else 1 end
    * case when orders.cause = 'daigou' then 0.1 else 1 end
    * case lines.tier_no when 1 then 1.05 when 2 then 1.05 when 3 then 1.0 when 4 then 0.97 else 0.8 end
    and orders.paid_at + to_days(2 + cast(floor(window_days * chance(line_key, 131) ** 1.6) as integer))
    < (select cast(until as timestamp) from sample_plan);

-- grain: one visit with its totals
create or replace temp table sample_totals as
with goods as (
    select
        order_no,
        sum(gross) as goods_gross,
        sum(line_discount) as markdown,
        sum(voucher) as voucher,
        sum(voucher_platform) as voucher_platform,
        sum(net) as net,
        any_value(promotion_id) as promotion_id,
        any_value(kind) as kind,
        any_value(label) as label,
        count(*) as lines
    from sample_priced_lines group by order_no
),
back as (
    select
        order_no,
        sum(net) as returned,
        count(*) as lines_back,
        sum(voucher_platform) as platform_back
    from sample_returns group by order_no
),
shipped as (
    select
        goods.*,
        orders.digits,
        case
            when orders.channel in ('ecommerce', 'wallet', 'marketplace') and cast(net as double) / book_rate < 250
                then cast(round(12 * book_rate / step) * step as decimal(18, 6))
            else cast(0 as decimal(18, 6))
        end as shipping,
        orders.vat_rate
    from goods join sample_orders as orders on orders.order_no = goods.order_no
)
select
    shipped.*,
    net + shipping as total,
    cast(round(cast(net + shipping as double) * vat_rate / (1 + vat_rate), digits) as decimal(18, 6)) as tax,
    coalesce(back.returned, 0) as returned,
    coalesce(back.platform_back, 0) as platform_back,
    case
        when back.lines_back is null then 'paid' when back.lines_back < shipped.lines then 'partially_refunded' else
            'refunded'
    end as status
from shipped left join back on back.order_no = shipped.order_no;
