-- grain: one refund of an order, once it was given back; requests and closed ones are no money
with cells as (
    select
        row_no,
        "商品编码",
        "退款状态",
        "售中或售后",
        "买家退款金额",
        "退款完结时间",
        "支付单号",
        case when not is_damaged("订单编号") then "订单编号" end as order_ref,
        case when not is_damaged("退款编号") then "退款编号" end as refund,
        abs(money("买家退款金额")) as given_back
    from staged
)

select
    row_no,
    case
        when
            not regexp_matches(coalesce("退款状态", ''), '退款成功')
            then 'the refund is asked for or closed, nothing was given back'
    end as aside,
    nullif(concat_ws(
        '; ',
        case when refund is null then '退款编号 is empty or damaged by Excel' end,
        case when order_ref is null then '订单编号 is empty or damaged by Excel' end,
        case when "买家退款金额" is null then '买家退款金额 is empty' end,
        unread("买家退款金额", given_back, '买家退款金额'),
        case
            when clock("退款完结时间") is null
                then coalesce(unfit("退款完结时间", '退款完结时间', 'a date'), '退款完结时间 is empty')
        end
    ), '') as problem,
    'refund|' || refund as natural_key,
    'refund' as entry_type,
    "退款状态" as source_type,
    order_ref as merchant_ref,
    refund as provider_txn_id,
    shop_instant("退款完结时间", file.tz) as occurred_at,
    file.tz,
    -given_back as gross,
    0 as fee,
    -given_back as amount,
    'CNY' as currency
from cells, file
