-- grain: one counted order (paid, not a test, not a re-import), in its own currency; `net` = goods - discount + credit
-- + refund
with counted as (
    select
        order_id,
        system,
        shop,
        source_order_id,
        customer_id,
        channel,
        platform,
        store_id,
        market,
        ordered_at,
        ordered_on,
        paid_at,
        tz,
        status,
        currency,
        goods_gross,
        tax,
        tax_included,
        total,
        payment_wallet,
        discount_code,
        tax_free,
        coalesce(discount_merchant, 0) as by_merchant,
        coalesce(discount_platform, 0) as by_platform,
        coalesce(discount_unknown, 0) as by_others,
        greatest(coalesce(shipping, 0) - coalesce(discount_shipping, 0), 0) as shipping_paid,
        case when coalesce(tax_included, true) then 0 else coalesce(tax, 0) end as tax_added
    from orders
    where
        ordered_on is not null and duplicate_of is null and not coalesce(is_test, false)
        and status not in ('unpaid', 'authorised') and not (status = 'cancelled' and paid_at is null)
),
-- a negative line gives goods back: a credit of its own day, never a negative sale
line_sums as (
    select
        order_id,
        count(*) as lines,
        sum(case when gross < 0 or qty < 0 then 0 else gross end) as goods,
        sum(case when gross < 0 or qty < 0 then 0 else gross - net end) as discount,
        sum(case when gross < 0 or qty < 0 then net else 0 end) as credit,
        max(case when refunded <> 0 then 1 else 0 end) as refunded_lines
    from order_lines
    group by order_id
),
-- an order without lines is its header; the finer evidence of lines wins where both are there
goods_known as (
    select
        counted.*,
        coalesce(line_sums.lines, 0) as lines_seen,
        -- a document that is negative as a whole gives goods back too
        case when line_sums.order_id is null then coalesce(least(counted.goods_gross, 0), 0) else line_sums.credit end
            as credit,
        by_merchant + by_platform + by_others as stated_discount,
        case
            when line_sums.order_id is not null then line_sums.goods
            when counted.goods_gross is not null then greatest(counted.goods_gross, 0)
            else greatest(counted.total - shipping_paid - tax_added + by_merchant + by_platform + by_others, 0)
        end as goods,
        coalesce(line_sums.discount, 0) as line_discount,
        coalesce(line_sums.refunded_lines, 0) as refunded_lines
    from counted left join line_sums on line_sums.order_id = counted.order_id
),
priced as (
    select *, greatest(line_discount, least(stated_discount, goods)) as discount from goods_known
),
split as (
    select
        *,
        case
            when
                stated_discount > discount
                then cast(cast(by_merchant as double) * discount / nullif(stated_discount, 0) as decimal(18, 6))
            else by_merchant
        end as merchant_part,
        case
            when
                stated_discount > discount
                then cast(cast(by_platform as double) * discount / nullif(stated_discount, 0) as decimal(18, 6))
            else by_platform
        end as platform_part
    from priced
),
line_refunds as (
    select distinct order_id from refunds where line_no is not null and order_id is not null
),
refund_sums as (
    select order_id, sum(amount) as amount, max(refunded_on) as refunded_on, bool_or(refunded_on is null) as has_undated
    from refund_days
    group by order_id
),
-- of what went back, tax on top of the price is not goods, and goods cannot give back more than was paid for them: the
-- rest is shipping
given_back as (
    select
        split.*,
        coalesce(refund_sums.amount, 0) as refunded_amount,
        refund_sums.refunded_on,
        coalesce(refund_sums.has_undated, false) as has_undated_refund,
        coalesce(cast(-least(
            -cast(coalesce(refund_sums.amount, 0) as double)
            * (goods - discount)
            / nullif(goods - discount + tax_added, 0),
            goods - discount
        ) as decimal(18, 6)), 0) as refund
    from split left join refund_sums on refund_sums.order_id = split.order_id
),
converted as (
    select
        given_back.*,
        case
            when given_back.currency = shop_currency.currency then cast(1 as decimal(24, 12)) else fx_daily.per_eur
        end as per_eur,
        coalesce(fx_daily.is_carried, false) as rate_is_carried,
        case
            when given_back.currency = shop_currency.currency then cast(1 as decimal(24, 12)) else fx_constant.per_eur
        end as constant_per_eur,
        goods - discount + credit + refund as net
    from given_back
    cross join shop_currency
    left join fx_daily on fx_daily.currency = given_back.currency and fx_daily.day = given_back.ordered_on
    left join fx_constant on fx_constant.currency = given_back.currency
),
-- first ever, over all channels: the count runs over orders that left something after returns
ranked as (
    select
        order_id,
        customer_id,
        ordered_on,
        row_number()
            over (partition by customer_id order by ordered_on, coalesce(paid_at, ordered_at), order_id)
            as order_number
    from converted
    where customer_id is not null and net > 0
),
firsts as (
    select customer_id, ordered_on as first_on from ranked where order_number = 1
)
select
    converted.order_id,
    converted.system,
    converted.shop,
    converted.source_order_id,
    converted.customer_id,
    coalesce(converted.market, customers.home_market, 'unknown') as market,
    converted.channel,
    converted.store_id,
    converted.platform,
    converted.ordered_at,
    converted.ordered_on,
    coalesce(cast(converted.paid_at at time zone coalesce(converted.tz, 'UTC') as date), converted.ordered_on)
        as paid_on,
    converted.status,
    converted.currency,
    converted.per_eur,
    converted.rate_is_carried,
    converted.constant_per_eur,
    converted.lines_seen,
    converted.line_discount,
    converted.refunded_lines > 0 or line_refunds.order_id is not null as has_line_refund,
    converted.goods,
    converted.discount,
    converted.merchant_part as discount_merchant,
    converted.platform_part as discount_platform,
    converted.discount - converted.merchant_part - converted.platform_part as discount_other,
    converted.credit,
    converted.refund,
    converted.refunded_amount - converted.refund as other_refund,
    converted.refunded_on,
    converted.has_undated_refund,
    converted.net,
    converted.shipping_paid as shipping,
    converted.tax as vat,
    coalesce(converted.tax_included, true) as vat_included,
    converted.goods - converted.discount + converted.shipping_paid as gmv,
    converted.total,
    converted.payment_wallet,
    converted.discount_code,
    converted.tax_free,
    -- in a boutique of another country than the customer's own; empty where either is not known
    case
        when converted.channel = 'boutique'
            then nullif(coalesce(converted.market, customers.home_market), 'unknown') <> stores.country
    end as is_visitor,
    ranked.order_number,
    firsts.first_on,
    -- one of 256 parts of the shop, 0 to 255, by person; a guest's order is a person of its own
    cast(
        16 * strpos('0123456789abcdef', substr(md5(coalesce(converted.customer_id, converted.order_id)), 1, 1))
        + strpos('0123456789abcdef', substr(md5(coalesce(converted.customer_id, converted.order_id)), 2, 1))
        - 17 as smallint
    ) as block
from converted
left join customers on customers.customer_id = converted.customer_id
left join stores on stores.store_id = converted.store_id
left join ranked on ranked.order_id = converted.order_id
left join line_refunds on line_refunds.order_id = converted.order_id
left join firsts on firsts.customer_id = converted.customer_id
