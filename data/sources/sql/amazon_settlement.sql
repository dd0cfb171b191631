-- grain: one amount of a settlement; its first row states what is paid out, and alone names the currency
with cells as (
    select
        row_no,
        "adjustment-id",
        "amount",
        "amount-description",
        "amount-type",
        "currency",
        "deposit-date",
        "marketplace-name",
        "merchant-adjustment-item-id",
        "merchant-order-id",
        "order-id",
        "posted-date",
        "posted-date-time",
        "settlement-end-date",
        "settlement-id",
        "settlement-start-date",
        "total-amount",
        "transaction-type"
    from staged
),

shown as (
    select bool_or(shows_comma(cell)) as comma, bool_or(shows_point(cell)) as point
    from (select unnest(["amount", "total-amount"]) as cell from cells)
),

marks as (
    select case when comma and point then null when comma then true when point then false end as has_comma from shown
),

typed as (
    select
        cells.*,
        has_comma,
        coalesce(file.tz, 'UTC') as home,
        "total-amount" is not null and "transaction-type" is null as is_payout,
        coalesce("amount", case when "transaction-type" is null then "total-amount" end) as cell,
        number_in("amount", has_comma) as moved,
        number_in("total-amount", has_comma) as total,
        case
            when "transaction-type" is null then coalesce("deposit-date", "settlement-end-date")
            else coalesce("posted-date-time", "posted-date")
        end as said,
        lower("transaction-type") as kind,
        lower("amount-type") as part,
        lower("amount-description") as detail
    from cells, marks, file
),

settled as (
    select
        *,
        regexp_replace(said, '\s*UTC$', '') as spoken,
        max(upper("currency")) over (partition by "settlement-id") as money_of_settlement,
        max(regexp_replace("deposit-date", '\s*UTC$', '')) over (partition by "settlement-id") as deposited,
        sum(case when not is_payout then moved end) over (partition by "settlement-id") as sum_of_rows,
        row_number() over (partition by "settlement-id" order by row_no) as nth
    from typed
),

read as (
    select
        *,
        instant(
            coalesce(clock(spoken), try_strptime(spoken, ['%d.%m.%Y %H:%M:%S', '%d.%m.%Y'])),
            case when regexp_matches(said, 'UTC$') then 'UTC' else home end
        ) as moment,
        instant(coalesce(clock(deposited), try_strptime(deposited, ['%d.%m.%Y %H:%M:%S', '%d.%m.%Y'])), 'UTC')
            as deposited_at,
        case
            when is_payout then 'payout'
            when regexp_matches(detail, 'reserve|^transfer') or kind in ('transfer', 'reserve') then 'transfer'
            when part = 'itemprice'
                then
                    case
                        when regexp_matches(kind, 'chargeback|a-to-z') then if(moved < 0, 'dispute', 'dispute_reversal')
                        when kind = 'refund' or moved < 0 then 'refund'
                        else 'payment'
                    end
            when part = 'itemfees' or regexp_matches(part, 'fee|advertising') or regexp_matches(kind, 'service ?fee')
                then 'fee'
            when part = 'promotion' and kind <> 'refund' then 'payment'
            else 'adjustment'
        end as txn_type
    from settled
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "settlement-id" is null then 'settlement-id is empty' end,
        case when cell is null then 'amount is empty' end,
        unread_number("amount", has_comma, 'amount'),
        unread_number("total-amount", has_comma, 'total-amount'),
        case when moment is null then coalesce(unfit(said, 'posted-date', 'a date'), 'posted-date is empty') end,
        case when money_of_settlement is null then 'no row of the settlement names its currency' end,
        case
            when is_payout and abs(total - coalesce(sum_of_rows, 0)) > 0.005
                then 'total-amount is not the sum of the rows of its settlement'
        end
    ), '') as problem,
    concat_ws('|', "settlement-id", nth) as natural_key,
    "settlement-id" as settlement_batch,
    coalesce("order-id", "merchant-order-id") as merchant_ref,
    case when kind = 'refund' then coalesce("adjustment-id", "merchant-adjustment-item-id") end as merchant_refund_ref,
    txn_type,
    case when is_payout then 'payout' else part end as source_type,
    'settled' as status,
    moment as occurred_at,
    deposited_at as settled_at,
    home as tz,
    case when is_payout then -total when txn_type = 'fee' then 0 else moved end as gross,
    case when txn_type = 'fee' then moved else 0 end as fee,
    money_of_settlement as currency
from read
