-- grain: one use of a voucher (S) or its return after a refund (I)
with cells as (
    select
        *,
        upper("paymentType") as done,
        shop_instant("paymentTime", (select tz from file)) as done_at
    from staged
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case
            when
                is_damaged("voucherId") or is_damaged("templateId")
                then 'an id is damaged by a spreadsheet, as in 2.02E+45; load the file as it came'
        end,
        case when "voucherId" is null then 'voucherId is empty' end,
        case when "templateId" is null then 'templateId is empty' end,
        case
            when
                done is null or done not in ('S', 'I')
                then 'paymentType: ' || kind_of(done) || ' where S (used) or I (given back) may stand'
        end,
        case when "paymentTime" is null then 'paymentTime is empty' end,
        unread("paymentTime", done_at, 'paymentTime')
    ), '') as problem,
    "voucherId" as natural_key,
    "templateId" as promotion_key,
    "voucherType" as promotion_name,
    'voucher' as kind,
    'unknown' as funder,
    "voucherId" as voucher_id,
    'treated' as arm,
    case when done = 'S' then done_at end as redeemed_at,
    case when done = 'I' then done_at end as reversed_at
from cells
