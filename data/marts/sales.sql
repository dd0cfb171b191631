-- grain: one line of a counted order, in euro at its order's day; lines add up to their order to the last digit
with goods_back as (
    select order_id, line_no, sum(amount) as amount, max(case when at_is_known then refunded_on end) as refunded_on
    from refunds
    where line_no is not null and order_id is not null
    group by order_id, line_no
),
-- a version ends where the next begins, even when the file says otherwise: a line must not meet two tiers
versions as (
    select
        product_id,
        valid_from,
        tier,
        brand,
        category,
        season,
        case when (select currency = 'EUR' from shop_currency) then unit_cost_eur end as unit_cost_eur,
        coalesce(
            least(valid_to, lead(valid_from) over (partition by product_id order by valid_from)), date '9999-12-31'
        ) as ends_on
    from products
),
signed as (
    select *, gross < 0 or qty < 0 as is_credit from order_lines
),
-- an order without lines is one line that nothing is known of
lines as (
    select
        paid.order_id,
        coalesce(signed.line_no, 0) as line_no,
        signed.product_id,
        signed.brand,
        signed.category,
        signed.unit_cost,
        coalesce(signed.refunded_qty, 0) as units_refunded,
        signed.line_discount,
        case when signed.order_id is null then null when signed.is_credit then 0 else signed.qty end as units,
        case when signed.is_credit then abs(signed.qty) else 0 end as units_credited,
        case when signed.order_id is null then paid.goods when signed.is_credit then 0 else signed.gross end as gross,
        case
            when signed.order_id is null then paid.discount when signed.is_credit then 0 else signed.gross - signed.net
        end as own_discount,
        case when signed.order_id is null then paid.credit when signed.is_credit then signed.net else 0 end as credit,
        -least(coalesce(goods_back.amount, 0), -abs(coalesce(signed.refunded, 0))) as own_refund,
        goods_back.refunded_on as line_refunded_on,
        paid.lines_seen,
        paid.goods as order_goods,
        paid.discount as order_discount,
        paid.has_line_refund,
        case when signed.order_id is null then paid.discount else paid.line_discount end as order_own_discount,
        paid.discount_merchant as order_by_merchant,
        paid.discount_platform as order_by_platform,
        paid.vat as order_vat,
        -paid.refund as order_refund,
        paid.shipping as order_shipping,
        charges.charged_eur as order_charged_eur,
        paid.currency,
        paid.refunded_on,
        paid.customer_id,
        paid.ordered_on,
        paid.ordered_at,
        paid.paid_on,
        paid.market,
        paid.channel,
        paid.store_id,
        paid.platform,
        paid.order_number,
        paid.first_on,
        paid.vat_included,
        paid.tax_free,
        paid.is_visitor,
        paid.block,
        cast(paid.per_eur as double) as per_eur,
        cast(paid.constant_per_eur as double) as constant_per_eur
    from paid_orders as paid
    left join signed on signed.order_id = paid.order_id
    left join goods_back on goods_back.order_id = signed.order_id and goods_back.line_no = signed.line_no
    left join order_charges as charges on charges.order_id = paid.order_id
),
-- each share below is rounded on the running sum, so that the parts add up to the whole exactly; a line alone needs no
-- sum
stacked as (
    select
        *,
        sum(gross) over running as gross_so_far,
        sum(own_discount) over running as own_so_far,
        row_number() over running as place
    from lines
    where lines_seen > 1
    window running as (partition by order_id order by line_no rows between unbounded preceding and current row)
    union all
    select *, gross, own_discount, 1 from lines where lines_seen <= 1
),
widened as (
    select
        *,
        cast(order_discount - order_own_discount as double) as extra,
        nullif(order_goods - order_own_discount, 0) as weight_in_all,
        gross_so_far - own_so_far as weight_so_far,
        gross_so_far - own_so_far - (gross - own_discount) as weight_before
    from stacked
),
extended as (
    select
        *,
        coalesce(cast(extra * weight_so_far / weight_in_all as decimal(18, 6)), 0) as extra_so_far,
        coalesce(cast(extra * weight_before / weight_in_all as decimal(18, 6)), 0) as extra_before
    from widened
),
discounted as (
    select
        *,
        own_discount + extra_so_far - extra_before as discount,
        own_so_far + extra_so_far as discount_so_far,
        gross - own_discount - extra_so_far + extra_before as paid,
        gross_so_far - own_so_far - extra_so_far as paid_so_far,
        order_goods - order_discount as paid_in_all
    from extended
),
-- what a line is known to have given back, within what was paid for it
bounded as (
    select *, least(greatest(own_refund, 0), greatest(paid, 0)) as line_refund from discounted
),
backed as (
    select *, sum(line_refund) over running as refund_so_far, sum(line_refund) over whole as refund_in_all
    from bounded
    where has_line_refund
    window
        whole as (partition by order_id),
        running as (partition by order_id order by line_no rows between unbounded preceding and current row)
    union all
    select *, 0, 0 from bounded where not has_line_refund
),
-- of the order's refund, what its lines explain, and the rest for all lines in proportion to what is left of them
known as (
    select
        *,
        cast(least(refund_in_all, order_refund) as double) as known_refund,
        cast(greatest(order_refund - refund_in_all, 0) as double) as open_refund,
        paid_so_far - refund_so_far as room_so_far,
        nullif(paid_in_all - refund_in_all, 0) as room_in_all
    from backed
),
shared as (
    select
        *,
        coalesce(
            cast(cast(order_by_merchant as double) * discount_so_far / nullif(order_discount, 0) as decimal(18, 6))
            - cast(
                cast(order_by_merchant as double)
                * (discount_so_far - discount)
                / nullif(order_discount, 0) as decimal(18, 6)
            ),
            0
        ) as by_merchant,
        coalesce(
            cast(cast(order_by_platform as double) * discount_so_far / nullif(order_discount, 0) as decimal(18, 6))
            - cast(
                cast(order_by_platform as double)
                * (discount_so_far - discount)
                / nullif(order_discount, 0) as decimal(18, 6)
            ),
            0
        ) as by_platform,
        case
            when order_vat is null then null when paid_in_all = 0 then 0
            else
                cast(cast(order_vat as double) * paid_so_far / nullif(paid_in_all, 0) as decimal(18, 6))
                - cast(cast(order_vat as double) * (paid_so_far - paid) / nullif(paid_in_all, 0) as decimal(18, 6))
        end as vat,
        case
            when paid_in_all <> 0
                then
                    cast(cast(order_shipping as double) * paid_so_far / paid_in_all as decimal(18, 6))
                    - cast(cast(order_shipping as double) * (paid_so_far - paid) / paid_in_all as decimal(18, 6))
            when place = 1 then order_shipping else 0
        end as shipping,
        case
            when order_charged_eur is null then null
            when paid_in_all <> 0
                then
                    cast(cast(order_charged_eur as double) * paid_so_far / paid_in_all as decimal(18, 6))
                    - cast(cast(order_charged_eur as double) * (paid_so_far - paid) / paid_in_all as decimal(18, 6))
            when place = 1 then order_charged_eur else 0
        end as charged_eur,
        credit
        - coalesce(
            cast(known_refund * refund_so_far / nullif(refund_in_all, 0) as decimal(18, 6))
            - cast(known_refund * (refund_so_far - line_refund) / nullif(refund_in_all, 0) as decimal(18, 6)), 0
        )
        - coalesce(
            cast(open_refund * room_so_far / room_in_all as decimal(18, 6))
            - cast(open_refund * (room_so_far - (paid - line_refund)) / room_in_all as decimal(18, 6)), 0
        ) as returns
    from known
),
euro as (
    select
        *,
        cast(cast(gross as double) / per_eur as decimal(18, 6)) as gross_eur,
        cast(cast(by_merchant as double) / per_eur as decimal(18, 6)) as discount_merchant_eur,
        cast(cast(by_platform as double) / per_eur as decimal(18, 6)) as discount_platform_eur,
        cast(cast(discount - by_merchant - by_platform as double) / per_eur as decimal(18, 6)) as discount_other_eur,
        cast(cast(returns as double) / per_eur as decimal(18, 6)) as returns_eur,
        cast(cast(vat as double) / per_eur as decimal(18, 6)) as vat_eur,
        cast(cast(shipping as double) / per_eur as decimal(18, 6)) as shipping_eur,
        cast(
            cast(gross as double)
            * (1 - coalesce(cast(line_discount as double) / nullif(gross, 0), 0))
            / per_eur as decimal(18, 6)
        ) as shelf_eur,
        cast(unit_cost as double) / per_eur as unit_cost_eur,
        coalesce(1 + cast(returns as double) / nullif(paid, 0), 1) as kept_share
    from shared
),
described as (
    select
        euro.*,
        coalesce(products.tier, 'unknown') as tier,
        coalesce(products.brand, euro.brand) as brand_name,
        coalesce(products.category, euro.category) as category_name,
        products.season,
        coalesce(euro.unit_cost_eur, cast(products.unit_cost_eur as double))
        * (units * kept_share - units_credited) as cost_eur,
        coalesce(euro.unit_cost_eur, cast(products.unit_cost_eur as double)) * units as cost_sold_eur,
        discount_merchant_eur + discount_platform_eur + discount_other_eur as discount_eur,
        coalesce(by_line.promotion_id, by_order.promotion_id) as promotion_id
    from euro
    left join versions as products
        on
            products.product_id = euro.product_id and products.valid_from <= euro.ordered_on
            and euro.ordered_on < products.ends_on
    left join
        order_promotions as by_line
        on by_line.order_id = euro.order_id and by_line.line_no = euro.line_no and by_line.line_no > 0
    left join order_promotions as by_order on by_order.order_id = euro.order_id and by_order.line_no = 0
),
netted as (
    select
        *,
        gross_eur - discount_eur + returns_eur as net_eur,
        gross_eur
        - discount_eur
        + returns_eur
        - case when vat_included then cast(cast(vat_eur as double) * kept_share as decimal(18, 6)) else 0 end
            as net_ex_vat_eur,
        cast(cast(discount_platform_eur as double) * kept_share as decimal(18, 6)) as platform_receipts_eur
    from described
)
select
    order_id,
    line_no,
    customer_id,
    block,
    ordered_on,
    ordered_at,
    paid_on,
    market,
    channel,
    store_id,
    platform,
    tier,
    brand_name as brand,
    category_name as category,
    season,
    product_id,
    units,
    gross_eur,
    discount_eur,
    discount_merchant_eur,
    discount_platform_eur,
    discount_other_eur,
    returns_eur,
    case
        when returns < 0 then coalesce(line_refunded_on, case when credit < 0 then ordered_on else refunded_on end)
    end as returned_on,
    net_eur,
    cast(cast(gross - discount + returns as double) / constant_per_eur as decimal(18, 6)) as net_constant_eur,
    cast(cast(returns as double) / constant_per_eur as decimal(18, 6)) as returns_constant_eur,
    cast(cast(gross - discount + shipping as double) / constant_per_eur as decimal(18, 6)) as gmv_constant_eur,
    shipping_eur,
    shelf_eur,
    currency,
    vat_eur,
    net_ex_vat_eur,
    platform_receipts_eur,
    cast(cost_eur as decimal(18, 6)) as cost_eur,
    net_ex_vat_eur + platform_receipts_eur - cast(cost_eur as decimal(18, 6)) as margin_eur,
    -- what was charged for the order's payments, and what of the margin that leaves; missing where no payment is loaded
    charged_eur,
    net_ex_vat_eur + platform_receipts_eur - cast(cost_eur as decimal(18, 6)) - charged_eur as margin_after_fees_eur,
    -- what a euro given back takes from net sales before VAT, from what platforms pay, and from costs; of lines that
    -- gave something back
    case when returns < 0 then 1 - case when vat_included then cast(vat as double) / nullif(paid, 0) else 0 end end
        as ex_vat_per_return,
    case when returns < 0 then cast(by_platform as double) / nullif(paid, 0) end as platform_per_return,
    case when returns < 0 then cost_sold_eur * per_eur / nullif(paid, 0) end as cost_per_return,
    cast(discount as double) / nullif(gross, 0) as depth,
    coalesce(cast(discount as double) / nullif(gross, 0) <= 0.01, false) as is_full_price,
    gross > 0 as is_sold,
    coalesce(order_number = 1, false) as is_new,
    first_on,
    promotion_id,
    tax_free,
    is_visitor,
    -- pieces that came back, as the file counts them or as whole pieces that the money given back pays for
    case
        when units is null then null
        else
            cast(
                units_credited
                + least(greatest(units_refunded, floor(cast(units as double) * (1 - kept_share) + 0.001)), units)
                as decimal(13, 3)
            )
    end as units_returned
from netted
order by ordered_on, order_id, line_no
