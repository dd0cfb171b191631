-- grain: one line and day after its order's on which goods of it went back, so that sales can be read as they stood at
-- an earlier day; an order's rows add up to its dated refunds. Refunds of the order's own day and undated ones are in
-- sales from the first day on, and absent here
with days as (
    select
        order_id,
        refunded_on,
        min(refunded_on) over (partition by order_id) as first_refunded_on,
        cast(returns_eur as double) / nullif(sum(returns_eur) over (partition by order_id), 0) as share
    from refund_events
),
given_back as (
    select sales.*, days.refunded_on, days.first_refunded_on, days.share
    from days join sales on sales.order_id = days.order_id
    where days.refunded_on > sales.ordered_on and sales.returns_eur < 0
)
select
    order_id,
    line_no,
    customer_id,
    block,
    ordered_on,
    refunded_on,
    first_refunded_on,
    market,
    channel,
    store_id,
    tier,
    brand,
    category,
    season,
    currency,
    is_sold,
    cast(cast(returns_eur as double) * share as decimal(18, 6)) as returns_eur,
    cast(cast(returns_constant_eur as double) * share as decimal(18, 6)) as returns_constant_eur,
    case when units is not null then cast(cast(returns_eur as double) * share as decimal(18, 6)) end
        as returns_with_units_eur,
    case when net_ex_vat_eur is not null then cast(cast(returns_eur as double) * share as decimal(18, 6)) end
        as returns_with_vat_eur,
    case
        when
            net_ex_vat_eur is not null
            then cast(cast(returns_eur as double) * share * ex_vat_per_return as decimal(18, 6))
    end as returns_ex_vat_eur,
    cast(cast(returns_eur as double) * share * platform_per_return as decimal(18, 6)) as platform_receipts_eur,
    case when margin_eur is not null then cast(cast(returns_eur as double) * share as decimal(18, 6)) end
        as returns_with_margin_eur,
    case
        when margin_eur is not null
            then
                cast(
                    cast(returns_eur as double)
                    * share
                    * (ex_vat_per_return + platform_per_return - cost_per_return) as decimal(18, 6)
                )
    end as margin_eur,
    case when margin_after_fees_eur is not null then cast(cast(returns_eur as double) * share as decimal(18, 6)) end
        as returns_after_fees_eur,
    case
        when margin_after_fees_eur is not null
            then
                cast(
                    cast(returns_eur as double)
                    * share
                    * (ex_vat_per_return + platform_per_return - cost_per_return) as decimal(18, 6)
                )
    end as margin_after_fees_eur
from given_back
order by refunded_on, order_id, line_no
