-- grain: one order, without its lines
-- 总金额 is what the order came to; 买家实际支付金额 is net of refunds, so it is never the order's amount. Unpaid orders keep
-- their 总金额.
with cells as (
    select
        *,
        case when not is_damaged("订单编号") then "订单编号" end as order_ref,
        -- a list whose user left 总金额 out: what was paid, with what was given back, which 买家实付 is without
        coalesce(money("总金额"), money("买家实际支付金额") + case
            when regexp_matches("退款金额", '退款') then 0 else coalesce(abs(money("退款金额")), 0)
        end) as charged,
        money("买家应付货款") as due,
        coalesce(money("买家应付邮费"), 0) as freight,
        money("买家实际支付金额") as paid,
        case when regexp_matches("退款金额", '退款') then 0 else abs(money("退款金额")) end as given_back,
        coalesce("订单状态", '') as state,
        clock("订单付款时间") as paid_clock,
        "买家会员名" as buyer,
        "买家支付宝账号" as login,
        "联系手机" as mobile
    from staged
),

stated as (
    select
        *,
        state like '%关闭%' as is_closed,
        paid_clock is not null or regexp_matches(state, '成功|已付款|已发货|待发货') as is_paid,
        coalesce(
            "新零售导购门店id", "新零售导购门店名称", "新零售成交门店id", "新零售成交门店昵称",
            "新零售发货门店id", "新零售发货门店名称"
        ) as store_key,
        coalesce("新零售导购门店名称", "新零售成交门店昵称", "新零售发货门店名称") as store_name,
        coalesce(lower("是否是O2O交易") not in ('否', '不是', '0', 'false', 'n', 'no', '非o2o交易'), false) as is_o2o
    from cells
),

settled as (
    select
        *,
        case
            when not is_paid then 0
            when is_closed and coalesce(given_back, 0) = 0 and coalesce(paid, 0) = 0 then charged
            else coalesce(given_back, 0)
        end as refund
    from stated
)

select
    row_no,
    case
        when not is_paid and "订单创建时间" is null and paid_clock is null
            then 'not paid, and the list has no day for it'
    end as aside,
    nullif(concat_ws(
        '; ',
        case
            when is_damaged("订单编号") then '订单编号 is a number damaged by a spreadsheet; export it as text'
            when order_ref is null then '订单编号 is empty'
        end,
        unread("总金额", charged, '总金额'), unread("买家应付货款", due, '买家应付货款'), unread("买家应付邮费", money("买家应付邮费"), '买家应付邮费'),
        unread("买家实际支付金额", paid, '买家实际支付金额'), unread("退款金额", given_back, '退款金额'),
        unread("天猫卡券抵扣", money("天猫卡券抵扣"), '天猫卡券抵扣'), unread("集分宝抵扣", money("集分宝抵扣"), '集分宝抵扣'),
        unread("订单创建时间", written_day("订单创建时间"), '订单创建时间'), unread("订单付款时间", paid_clock, '订单付款时间'),
        unread("确认收货时间", written_day("确认收货时间"), '确认收货时间')
    ), '') as problem,
    order_ref,
    order_ref as order_name,
    case when is_o2o or store_key is not null then 'phygital_lab' else 'marketplace' end as channel,
    'tmall' as platform,
    store_key,
    store_name,
    case
        when regexp_matches("收货地址", '香港') then 'HK'
        when regexp_matches("收货地址", '澳门') then 'MO'
        when regexp_matches("收货地址", '台湾') then 'TW'
        when regexp_matches("收货地址", '^\s*海外') then null
        else 'CN'
    end as market,
    coalesce(shop_instant("订单创建时间", file.tz), instant(paid_clock, file.tz)) as ordered_at,
    instant(paid_clock, file.tz) as paid_at,
    shop_instant("确认收货时间", file.tz) as received_at,
    file.tz,
    case
        when not is_paid then 'unpaid'
        when is_closed and charged = 0 then 'refunded'
        when refund > 0 and (refund >= charged - 0.01 or paid = 0) then 'refunded'
        when refund > 0 then 'partially_refunded'
        else 'paid'
    end as status,
    coalesce(
        nullif(concat_ws(', ', nullif(state, ''), case when is_closed then "订单关闭原因" end), ''),
        case when paid_clock is null then '未付款' end
    ) as source_status,
    'CNY' as currency,
    greatest(coalesce(due, charged - freight), charged - freight) as goods_gross,
    cast(0 as decimal(18, 6)) as discount_merchant,
    abs(coalesce(money("天猫卡券抵扣"), 0)) + abs(coalesce(money("集分宝抵扣"), 0)) as discount_platform,
    greatest(coalesce(due, charged - freight) + freight - charged, 0) as discount_unknown,
    freight as shipping,
    true as tax_included,
    charged as total,
    -refund as refunded,
    case when refund > 0 then "订单关闭原因" end as refund_reason,
    case when is_paid then coalesce(wallet_of("支付详情"), 'alipay') end as payment_method,
    case when not is_damaged("支付单号") then "支付单号" end as payment_ref,
    case when is_paid then coalesce(wallet_of("支付详情"), 'alipay') end as payment_wallet,
    -- the lines, once they come, say what was given back
    case when is_paid and "总金额" is null and "退款金额" is null then 'net_of_refunds' end as tags,
    case when login like '%@%' and login not like '%*%' then login end as email,
    case when mobile not like '%*%' then mobile when regexp_matches(login, '^1\d{10}$') then login end as phone,
    case when buyer not like '%*%' then buyer end as platform_buyer_id,
    case when buyer like '%*%' then buyer when login like '%*%' then login end as masked_login
from settled, file
