-- grain: one kind of item in one settlement batch; TOTAL is the sum of the others, DEFAULT among them (a correction)
with cells as (
    select
        row_no,
        "summaryType",
        "settlementCurrency",
        "settlementAmountValue",
        "feeAmountValue",
        "taxFeeAmountValue",
        "settlementTime",
        "settlementBatchId",
        "acquirer",
        "paymentMethodType",
        "customerId",
        "count"
    from staged
),

units as (
    select
        unnest(
            [
                'BIF',
                'CLP',
                'DJF',
                'GNF',
                'ISK',
                'JPY',
                'KMF',
                'KRW',
                'PYG',
                'RWF',
                'UGX',
                'VND',
                'VUV',
                'XAF',
                'XOF',
                'XPF'
            ]
        ) as code,
        1 as parts
    union all select unnest(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']), 1000
),

typed as (
    select
        *,
        upper(coalesce("summaryType", 'TOTAL')) as kind,
        upper("settlementCurrency") as settled_in,
        coalesce(
            file.minor_units,
            bool_and(not regexp_matches(concat_ws(' ', "settlementAmountValue", "feeAmountValue"), '\.')) over ()
        ) as minor
    from cells, file
),

read as (
    select
        typed.*,
        cast(money("settlementAmountValue") / if(minor, coalesce(parts, 100), 1) as decimal(18, 6)) as settled,
        cast(
            (coalesce(money("feeAmountValue"), 0) + coalesce(money("taxFeeAmountValue"), 0))
            / if(minor, coalesce(parts, 100), 1) as decimal(18, 6)
        )
            as stated_fee
    from typed left join units on code = settled_in
),

signed as (
    select
        *,
        case
            when kind in ('PAYMENT', 'CAPTURE') then abs(settled)
            when kind in ('REFUND', 'CANCEL', 'VOID', 'PAYMENT_REVERSAL', 'DISPUTE') then -abs(settled)
            else coalesce(settled, 0)
        end as amount,
        case
            when kind in ('PAYMENT', 'CAPTURE') then -abs(stated_fee)
            when kind in ('REFUND', 'CANCEL', 'VOID', 'PAYMENT_REVERSAL') then abs(stated_fee)
            when bool_or(kind in ('PAYMENT', 'CAPTURE') and stated_fee <> 0) over ()
                then if(bool_or(kind in ('PAYMENT', 'CAPTURE') and stated_fee > 0) over (), -1, 1) * stated_fee
            else if(bool_or(kind = 'REFUND' and stated_fee < 0) over (), -1, 1) * stated_fee
        end as fee
    from read
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        unread("settlementAmountValue", settled, 'settlementAmountValue'),
        unread("feeAmountValue", money("feeAmountValue"), 'feeAmountValue'),
        case when settled_in is null then 'settlementCurrency is empty' end,
        unread("settlementTime", offset_instant("settlementTime"), 'settlementTime')
    ), '')
        as problem,
    concat_ws(
        '|',
        'summary',
        "settlementBatchId",
        coalesce("acquirer", ''),
        kind,
        settled_in,
        "paymentMethodType"
    ) as natural_key,
    "customerId" as account_id,
    "settlementBatchId" as settlement_batch,
    case
        when kind = 'TOTAL' then 'total'
        when kind in ('PAYMENT', 'CAPTURE') then 'payment'
        when kind in ('REFUND', 'CANCEL', 'VOID', 'PAYMENT_REVERSAL') then 'refund'
        when regexp_matches(kind, 'FEE$|^AUTHORI[SZ]ATION$') then 'fee'
        when regexp_matches(kind, '^(RESERVE|COLLATERAL)') then 'transfer'
        else 'adjustment'
    end as entry_type,
    kind as source_type,
    offset_instant("settlementTime") as occurred_at,
    tz,
    whole("count") as items,
    amount - fee as gross,
    fee,
    amount,
    settled_in as currency,
    "acquirer" as remark
from signed
