-- grain: one use of a coupon (支付) or its return after a refund (退款)
with cells as (
    select
        row_no,
        "批次id",
        "优惠id",
        "优惠类型",
        "优惠金额(元)",
        "交易类型",
        "消耗时间",
        money("优惠金额(元)") as worth,
        shop_instant("消耗时间", 'Asia/Shanghai') as done_at,
        case when regexp_matches("交易类型", '退') then 'back' when regexp_matches("交易类型", '支付|核销|消耗') then 'used' end
            as done
    from staged
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case
            when is_damaged("优惠id") or is_damaged("批次id")
                then 'an id is damaged by a spreadsheet, as in 2.02E+45; load the file as it came'
        end,
        case when "优惠id" is null then '优惠id is empty' end,
        case when "批次id" is null then '批次id is empty' end,
        case when done is null then '交易类型: ' || kind_of("交易类型") || ' where 支付 or 退款 may stand' end,
        unread("优惠金额(元)", worth, '优惠金额'),
        case when done_at is null then coalesce(unfit("消耗时间", '消耗时间', 'a date'), '消耗时间 is empty') end
    ), '') as problem,
    "优惠id" as natural_key,
    "批次id" as promotion_key,
    "优惠类型" as promotion_name,
    'voucher' as kind,
    'unknown' as funder,
    worth as face_value,
    'CNY' as currency,
    "优惠id" as voucher_id,
    'treated' as arm,
    case when done = 'used' then done_at end as redeemed_at,
    case when done = 'back' then done_at end as reversed_at
from cells
