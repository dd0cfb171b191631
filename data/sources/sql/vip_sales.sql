-- grain: one article of one of the platform's orders, as it is settled with the supplier
with cells as (
    select
        row_no,
        "结算含税金额",
        "业务发生日期",
        "采购单号",
        "直退单号",
        "币种",
        "数据所属期间",
        "供应商编号",
        'payment' as txn_type,
        case when not is_damaged("销售订单号") then "销售订单号" end as order_ref,
        case when not is_damaged("条码") then "条码" end as barcode,
        money("结算含税金额") as stated,
        clock("业务发生日期") as day
    from staged
),

signed as (
    select
        *,
        -- in a list of sales a negative row takes a sale back; in a list of returns every row does
        case when txn_type = 'refund' or stated < 0 then 'refund' else 'payment' end as kind,
        row_number() over (
            partition by order_ref, barcode, "采购单号", "直退单号", "数据所属期间", stated < 0 order by row_no
        ) as nth
    from cells
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when order_ref is null then '销售订单号 is empty or damaged by a spreadsheet; export it as text' end,
        case when barcode is null then '条码 is empty or damaged by a spreadsheet; export it as text' end,
        case when "结算含税金额" is null then '结算含税金额 is empty' end,
        unread("结算含税金额", stated, '结算含税金额'),
        case when day is null then coalesce(unfit("业务发生日期", '业务发生日期', 'a date'), '业务发生日期 is empty') end
    ), '') as problem,
    concat_ws(
        '|', kind, order_ref, barcode, "采购单号", "直退单号", "数据所属期间", case when nth > 1 then nth end
    ) as natural_key,
    "供应商编号" as account_id,
    order_ref as merchant_ref,
    case when kind = 'refund' then "直退单号" end as merchant_refund_ref,
    kind as txn_type,
    'settled' as status,
    instant(day, file.tz) as occurred_at,
    file.tz,
    case when kind = 'refund' then -abs(stated) else stated end as gross,
    0 as fee,
    coalesce("币种", 'CNY') as currency,
    "采购单号" as settlement_batch
from signed, file
