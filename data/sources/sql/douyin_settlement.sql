-- grain: one settled sub-order, or one refund after its settlement
-- The fee is what lacks between 收入合计 and 结算金额: the sign of 支出合计 differs from file to file.
with cells as (
    select
        row_no,
        "结算时间",
        "下单时间",
        "结算金额",
        "收入合计",
        "结算单类型",
        "用户实付",
        coalesce("结算单类型", '') as kind,
        case when not is_damaged("订单号") then "订单号" end as order_ref,
        coalesce(case when not is_damaged("子订单号") then "子订单号" end, "订单号") as line_ref,
        money("结算金额") as settled,
        money("收入合计") as income,
        money("用户实付") as from_buyer,
        coalesce(money("平台补贴"), 0) + coalesce(money("其他平台补贴"), 0) + coalesce(money("抖音支付补贴"), 0)
        + coalesce(money("抖音月付营销补贴"), 0) + coalesce(money("平台补贴运费"), 0) as from_platform,
        clock("结算时间") as booked
    from staged
),

named as (
    select
        *,
        case
            when regexp_matches(kind, '退款') then 'refund' when regexp_matches(kind, '已结算|结算') then 'payment' else
                'adjustment'
        end
            as txn_type
    from cells
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when order_ref is null then '订单号 is empty or damaged by a spreadsheet; export it as text' end,
        case when "结算金额" is null then '结算金额 is empty' end,
        case when txn_type = 'payment' and "收入合计" is null then '收入合计 is empty' end,
        unread("结算金额", settled, '结算金额'),
        unread("收入合计", income, '收入合计'),
        unread("用户实付", from_buyer, '用户实付'),
        unread("下单时间", clock("下单时间"), '下单时间'),
        case when booked is null then coalesce(unfit("结算时间", '结算时间', 'a date'), '结算时间 is empty') end
    ), '') as problem,
    concat_ws('|', 'settled', line_ref, kind, booked, settled) as natural_key,
    -- the movement of the account that it is, by what both files state of it
    concat_ws('|', line_ref, booked::date) as provider_txn_id,
    order_ref as merchant_ref,
    txn_type,
    "结算单类型" as source_type,
    'settled' as status,
    instant(case when txn_type = 'payment' then coalesce(clock("下单时间"), booked) else booked end, file.tz)
        as occurred_at,
    instant(booked, file.tz) as settled_at,
    file.tz,
    case when txn_type = 'payment' then income end as list_amount,
    case when txn_type = 'payment' then from_buyer end as buyer_paid,
    case when txn_type = 'payment' and from_buyer is not null then least(from_platform, income - from_buyer) else 0 end
        as disc_platform,
    case
        when
            txn_type = 'payment' and from_buyer is not null
            then greatest(income - from_buyer - from_platform, 0)
        else 0
    end
        as disc_unknown,
    case txn_type when 'payment' then income when 'refund' then -abs(settled) else settled end as gross,
    case when txn_type = 'payment' then settled - income else 0 end as fee,
    'CNY' as currency
from named, file
