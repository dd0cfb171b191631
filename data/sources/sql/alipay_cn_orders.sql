-- grain: one trade as the web portal's 交易订单 lists it, its refunds as one undated sum beside it
-- The list says less than the bill, discounts above all: `pending` lets the bill's row of the same trade replace it,
-- and not the other way round.
with cells as (
    select
        row_no,
        "商家实收(元)",
        "商家实退(元)",
        "服务费(元)",
        "付款时间",
        "完成时间",
        "创建时间",
        "支付宝交易号",
        "商户订单号",
        "交易状态",
        "门店编号",
        "门店名称",
        "订单金额(元)",
        "商品名称"
    from staged
),

read as (
    select
        *,
        abs(money("商家实收(元)")) as received,
        abs(money("商家实退(元)")) as returned,
        abs(coalesce(money("服务费(元)"), 0)) as withheld,
        coalesce(clock("付款时间"), clock("完成时间"), clock("创建时间")) as done,
        case when not is_damaged("支付宝交易号") then "支付宝交易号" end as trade,
        case when not is_damaged("商户订单号") then "商户订单号" end as ref
    from cells
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when trade is null and ref is null then '支付宝交易号 and 商户订单号 are both empty or damaged by Excel' end,
        case when returned <> 0 then '商家实退 has no day of the refund; load the 业务明细 bill, which dates it' end,
        unread("商家实收(元)", received, '商家实收'), unread("商家实退(元)", returned, '商家实退'),
        unread("服务费(元)", money("服务费(元)"), '服务费'), unread("创建时间", written_day("创建时间"), '创建时间')
    ), '') as problem,
    concat_ws('|', case when trade is null then coalesce(file.account_id, '') || '/' || ref else trade end, '交易')
        as natural_key,
    file.account_id,
    'alipay' as wallet,
    "支付宝交易号" as provider_txn_id,
    ref as merchant_ref,
    'payment' as txn_type,
    "交易状态" as source_type,
    case when regexp_matches("交易状态", '关闭|等待|待付款|未付款|失败') then 'failed' else 'pending' end as status,
    instant(done, 'Asia/Shanghai') as occurred_at,
    file.tz,
    coalesce("门店编号", "门店名称") as store_key,
    coalesce(abs(money("订单金额(元)")), received) as list_amount,
    'CNY' as list_currency,
    greatest(abs(money("订单金额(元)")) - received, 0) as disc_unknown,
    received as gross,
    -withheld as fee,
    'CNY' as currency,
    "商品名称" as remark
from read, file
