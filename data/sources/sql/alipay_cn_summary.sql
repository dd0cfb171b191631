-- grain: one store (or all of them, 合计) over the days of a bill: what Alipay says the bill adds up to, never a transaction
with cells as (
    select
        row_no, "商家实收(元)", "服务费(元)", "实收净额(元)", "门店编号", "交易订单总笔数", "退款订单总笔数", "分润(元)", "门店名称"
    from staged
)

select
    row_no,
    nullif(concat_ws('; ', unread("商家实收(元)", money("商家实收(元)"), '商家实收'), unread("服务费(元)", money("服务费(元)"), '服务费'),
        unread("实收净额(元)", money("实收净额(元)"), '实收净额')), '') as problem,
    concat_ws('|', 'summary', coalesce(file.account_id, ''), coalesce(cast(file.first_on as varchar), file.file_name), cast(file.last_on as varchar),
        coalesce(words("门店编号"), '合计')) as natural_key,
    file.account_id,
    'total' as entry_type,
    case when words("门店编号") in ('合计', '总计') then '合计' else '门店' end as source_type,
    instant(cast(file.first_on as timestamp), 'Asia/Shanghai') as occurred_at,
    file.tz,
    coalesce(whole("交易订单总笔数"), 0) + coalesce(whole("退款订单总笔数"), 0) as items,
    money("商家实收(元)") as gross,
    coalesce(money("服务费(元)"), 0) + coalesce(money("分润(元)"), 0) as fee,
    coalesce(money("实收净额(元)"), money("商家实收(元)") + coalesce(money("服务费(元)"), 0) + coalesce(money("分润(元)"), 0)) as amount,
    'CNY' as currency,
    coalesce(words("门店名称"), words("门店编号")) as remark
from cells, file
