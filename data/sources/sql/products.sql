-- grain: one product from one day on; without valid_from, from ever. Reads the rates too: an amount that no rate turns
-- into euro is not kept.
with cells as (
    select
        *,
        coalesce(written_day("valid_from"), date '1900-01-01') as from_day,
        money("list_price") as price,
        money("unit_cost") as cost,
        lower("tier") as said_tier,
        upper(coalesce(staged."currency", (select currency from file))) as code
    from staged
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "sku" is null then 'sku is empty' end,
        unread("valid_from", written_day("valid_from"), 'valid_from'),
        unread("list_price", price, 'list_price'), unread("unit_cost", cost, 'unit_cost'),
        case when cost < 0 then 'unit_cost: a number below 0' end,
        case
            when said_tier not in ('entry', 'core', 'premium', 'luxury', 'haute', 'unknown')
                then 'tier: ' || kind_of("tier") || ' where entry, core, premium, luxury, haute or unknown may stand'
        end,
        case
            when
                coalesce(price, cost) is not null and code is null
                then 'no currency: fill the column or say it with --currency EUR'
        end,
        case
            when
                coalesce(price, cost) is not null and code <> 'EUR' and not exists (
                    select
                        1 from fx_rates where base = 'EUR' and quote = code and source = 'ecb'
                    and (rate_on between from_day - 5 and from_day or from_day = date '1900-01-01')
                )
                then
                    'no rate of the European Central Bank for this currency on ' || from_day || '; load its rates first'
        end
    ), '') as problem,
    "sku" as product_id,
    from_day as valid_from,
    "title" as title,
    "brand" as brand,
    "category" as category,
    "season" as season,
    said_tier as tier,
    price as list_price,
    cost as unit_cost,
    code as currency
from cells
