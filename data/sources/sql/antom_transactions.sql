-- grain: one transaction of a day, not yet settled: its settlement item has the same key and replaces it
with cells as (
    select
        row_no,
        "transactionType",
        "transactionCurrency",
        "transactionId",
        "transactionRequestId",
        "transactionAmountValue",
        "paymentTime",
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
        case upper("transactionType")
            when 'PAYMENT' then 1 when 'CAPTURE' then 1 when 'REFUND' then -1 when 'CANCEL' then -1 when 'VOID' then -1
        end
            as sign,
        upper("transactionCurrency") as bought_in,
        case when not is_damaged("transactionId") then "transactionId" end as provider,
        "transactionRequestId" as request,
        coalesce(file.minor_units, bool_and(not contains("transactionAmountValue", '.')) over ()) as minor
    from cells, file
),

read as (
    select
        typed.*,
        cast(money("transactionAmountValue") / if(minor, coalesce(parts, 100), 1) as decimal(18, 6)) as amount
    from typed left join units on code = bought_in
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when kind is null then 'transactionType is empty' end,
        case when provider is null then 'transactionId is empty or damaged by Excel' end,
        unread("transactionAmountValue", amount, 'transactionAmountValue'),
        case when bought_in is null then 'transactionCurrency is empty' end,
        unread("paymentTime", offset_instant("paymentTime"), 'paymentTime')
    ), '') as problem,
    concat_ws('|', if(kind = 'CAPTURE', 'PAYMENT', kind), provider) as natural_key,
    "customerId" as account_id,
    coalesce(
        wallet_of("pspName"),
        wallet_of("paymentMethodType"),
        lower(coalesce("pspName", "paymentMethodType"))
    ) as wallet,
    provider as provider_txn_id,
    if(
        sign = 1,
        request,
        max(if(sign = 1, request, null)) over (partition by coalesce("originalTransactionId", provider))
    ) as merchant_ref,
    if(sign = -1, request, null) as merchant_refund_ref,
    "originalTransactionId" as original_ref,
    case
        when sign = 1 then 'payment' when kind = 'REFUND' then 'refund' when sign = -1 then 'reversal' else 'adjustment'
    end as txn_type,
    kind as source_type,
    'pending' as status,
    offset_instant("paymentTime") as occurred_at,
    tz,
    coalesce("referenceStoreId", "referenceMerchantId") as store_key,
    coalesce(sign * abs(amount), amount) as list_amount,
    bought_in as list_currency,
    coalesce(sign * abs(amount), amount) as gross,
    0 as fee,
    bought_in as currency,
    "paymentMethodType" as remark
from read
