-- grain: one item of a settlement
-- settlementAmountValue is what is settled: after the fee and after coupons that the merchant bears. The published
-- samples add up only so
-- (18,000 KRW at 1,200 = 15.00, fee 0.50, settled 14.50; 100 less fee 4 is settled as 96). Hence gross = settled - fee.
-- Sign from transactionType: one sample writes the fee of a payment negative, another positive; where the type leaves
-- the fee's sign open
-- (disputes, corrections), the file's payments tell which way it writes fees.
with cells as (
    select
        row_no,
        "transactionType",
        "settlementCurrency",
        "transactionCurrency",
        "nonGuaranteeCouponCurrency",
        "transactionId",
        "transactionRequestId",
        "settlementAmountValue",
        "feeAmountValue",
        "transactionAmountValue",
        "taxFeeAmountValue",
        "nonGuaranteeCouponValue",
        "quotePrice",
        "paymentTime",
        "settlementTime",
        "feeCurrency",
        "settlementBatchId",
        "customerId",
        "pspName",
        "paymentMethodType",
        "originalTransactionId",
        "referenceStoreId",
        "referenceMerchantId"
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
        upper("transactionType") as kind,
        case
            when upper("transactionType") in ('PAYMENT', 'CAPTURE') then 'payment'
            when upper("transactionType") = 'REFUND' then 'refund'
            when upper("transactionType") in ('CANCEL', 'VOID', 'PAYMENT_REVERSAL') then 'reversal'
            when upper("transactionType") in ('DISPUTE', 'CHARGEBACK') then 'dispute'
            when upper("transactionType") = 'DISPUTE_REVERSAL' then 'dispute_reversal'
            when regexp_matches(upper("transactionType"), 'FEE$|^AUTHORI[SZ]ATION$') then 'fee'
            when regexp_matches(upper("transactionType"), '^(RESERVE|COLLATERAL)') then 'transfer'
            else 'adjustment'
        end as txn_type,
        upper("settlementCurrency") as settled_in,
        upper("transactionCurrency") as bought_in,
        upper("nonGuaranteeCouponCurrency") as coupon_in,
        case when not is_damaged("transactionId") then "transactionId" end as provider,
        case when not is_damaged("transactionRequestId") then "transactionRequestId" end as request,
        coalesce(file.minor_units, bool_and(not regexp_matches(
            concat_ws(' ', "settlementAmountValue", "feeAmountValue", "transactionAmountValue"), '\.'
        )) over ()) as minor
    from cells, file
),

read as (
    select
        typed.*,
        case txn_type
            when 'payment' then 1 when 'dispute_reversal' then 1 when 'refund' then -1 when 'reversal' then -1 when
                'dispute'
                then -1
        end
            as sign,
        cast(money("settlementAmountValue") / if(minor, coalesce(mine.parts, 100), 1) as decimal(18, 6)) as settled,
        cast(
            (coalesce(money("feeAmountValue"), 0) + coalesce(money("taxFeeAmountValue"), 0))
            / if(minor, coalesce(mine.parts, 100), 1)
            as decimal(18, 6)
        ) as stated_fee,
        cast(abs(money("transactionAmountValue")) / if(minor, coalesce(theirs.parts, 100), 1) as decimal(18, 6))
            as bought,
        cast(
            abs(coalesce(money("nonGuaranteeCouponValue"), 0))
            / if(minor, coalesce(if(coupon_in = bought_in, theirs.parts, mine.parts), 100), 1) as decimal(18, 6)
        ) as coupon,
        rate("quotePrice") as price
    from typed
    left join units as mine on mine.code = settled_in
    left join units as theirs on theirs.code = bought_in
),

charged as (
    select
        *,
        case
            when txn_type = 'payment' then -abs(stated_fee)
            when txn_type in ('refund', 'reversal') then abs(stated_fee)
            when
                bool_or(txn_type = 'payment' and stated_fee <> 0) over ()
                then if(bool_or(txn_type = 'payment' and stated_fee > 0) over (), -1, 1) * stated_fee
            else if(bool_or(txn_type = 'refund' and stated_fee < 0) over (), -1, 1) * stated_fee
        end as fee
    from read
),

valued as (
    select
        *,
        case
            when txn_type = 'fee' then 0 when sign is null then settled - fee when
                sign = 1
                then abs(settled) - fee
            else -abs(abs(settled) + fee)
        end
            as gross
    from charged
),

-- a quote is units of the second currency for one of the first; the amounts say which way round the file's pair is
-- meant
turned as (
    select *, abs(gross) + if(coupon_in = settled_in, coupon, 0) as worth
    from valued
),

quoted as (
    select
        *,
        case
            when
                price > 0 and bought_in <> settled_in and worth > 0 and bought > 0
                then abs(ln(bought / (worth * price)))
        end as off,
        case
            when
                price > 0 and bought_in <> settled_in and worth > 0 and bought > 0
                then abs(ln(worth / (bought * price)))
        end as off_turned
    from turned
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when kind is null then 'transactionType is empty' end,
        unread("settlementAmountValue", settled, 'settlementAmountValue'),
        unread("feeAmountValue", money("feeAmountValue"), 'feeAmountValue'),
        unread("taxFeeAmountValue", money("taxFeeAmountValue"), 'taxFeeAmountValue'),
        unread("nonGuaranteeCouponValue", money("nonGuaranteeCouponValue"), 'nonGuaranteeCouponValue'),
        case when "settlementAmountValue" is null then 'settlementAmountValue is empty' end,
        case when settled_in is null then 'settlementCurrency is empty' end,
        unread("transactionAmountValue", bought, 'transactionAmountValue'), unread("quotePrice", price, 'quotePrice'),
        unread("paymentTime", offset_instant("paymentTime"), 'paymentTime'),
        unread("settlementTime", offset_instant("settlementTime"), 'settlementTime'),
        case
            when
                "paymentTime" is null and "settlementTime" is null
                then 'paymentTime and settlementTime are empty'
        end,
        case
            when stated_fee <> 0 and upper("feeCurrency") <> settled_in
                then 'feeCurrency is another than settlementCurrency'
        end,
        case
            when
                least(off, off_turned) > ln(10)
                then
                    'settlementAmountValue is not transactionAmountValue at quotePrice when read as '
                    || if(
                        minor, 'minor units; load the file as major units', 'major units; load the file as minor units'
                    )
        end
    ), '') as problem,
    concat_ws(
        '|', if(kind = 'CAPTURE', 'PAYMENT', kind),
        coalesce(
            provider,
            concat_ws('/', "settlementBatchId", request, "settlementTime", "settlementAmountValue")
        )
    ) as natural_key,
    "customerId" as account_id,
    coalesce(
        wallet_of("pspName"),
        wallet_of("paymentMethodType"),
        lower(coalesce("pspName", "paymentMethodType"))
    ) as wallet,
    provider as provider_txn_id,
    if(
        txn_type = 'payment', request,
        max(if(txn_type = 'payment', request, null))
            over (partition by coalesce("originalTransactionId", provider))
    ) as merchant_ref,
    if(txn_type in ('refund', 'reversal'), request, null) as merchant_refund_ref,
    "originalTransactionId" as original_ref,
    txn_type,
    kind as source_type,
    'settled' as status,
    coalesce(offset_instant("paymentTime"), offset_instant("settlementTime")) as occurred_at,
    offset_instant("settlementTime") as settled_at,
    tz,
    coalesce("referenceStoreId", "referenceMerchantId") as store_key,
    coalesce(sign, 1) * bought as list_amount,
    bought_in as list_currency,
    if(coupon_in = settled_in, coalesce(sign, 1) * coupon, 0) as disc_merchant,
    gross,
    case
        when txn_type <> 'fee' then fee
        when kind = 'ADJUSTMENT_FEE' then coalesce(nullif(settled, 0), fee)
        else -abs(coalesce(nullif(settled, 0), fee))
    end as fee,
    settled_in as currency,
    coalesce(sign, 1) * bought as buyer_amount,
    bought_in as buyer_currency,
    if(least(off, off_turned) < 0.1, price, null) as fx_rate,
    case
        when off < 0.1 and off <= off_turned then settled_in || '/' || bought_in when
            off_turned < 0.1
            then bought_in || '/' || settled_in
    end as fx_pair,
    if(coupon > 0, 'nonGuaranteeCoupon', null) as coupon_label,
    "settlementBatchId" as settlement_batch,
    "paymentMethodType" as remark
from quoted
