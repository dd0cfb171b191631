-- grain: one contract of a wallet or provider in a market from a day on; a share below 100 has no thousands, so a comma
-- is its decimal mark
with cells as (
    select row_no, "wallet", "market", "percent", "fixed_fee", "currency", "since" from staged
),

days as (
    select is_day_first("since") as day_first from cells
),

read as (
    select
        cells.*,
        day_first,
        coalesce(written_day("since"), cast(slashed_clock("since", day_first) as date)) as first_day,
        try_cast(replace(rtrim("percent", '% '), ',', '.') as decimal(9, 6)) as percent_said,
        try_cast(replace("fixed_fee", ',', '.') as decimal(18, 6)) as fee_said
    from cells cross join days
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        unread("percent", percent_said, 'percent'),
        unread("fixed_fee", fee_said, 'fixed_fee'),
        unread_clock("since", first_day, day_first, 'since')
    ), '') as problem,
    lower("wallet") as wallet,
    "market" as market,
    first_day as since,
    percent_said as percent,
    fee_said as fixed_fee,
    upper("currency") as currency
from read
