-- grain: one order, without its lines: the list names its goods in one cell
-- 应收订单金额 is goods and freight less the shop's own discounts; 支付优惠 is what the means of payment bears of it.
with cells as (
    select
        row_no,
        "商品金额合计",
        "运费",
        "店铺优惠合计",
        "应收订单金额",
        "订单实付金额",
        "支付优惠合计",
        "订单已退款金额",
        "订单创建时间",
        "买家付款时间",
        "交易成功时间",
        "付款方式",
        "支付流水号",
        "销售渠道",
        coalesce("下单网点", "归属店铺") as store,
        "收货人省份" as province,
        "买家手机号" as mobile,
        coalesce("订单状态", '') as state,
        case when not is_damaged("订单号") then "订单号" end as order_ref,
        money("商品金额合计") as goods,
        coalesce(money("运费"), 0) as freight,
        coalesce(abs(money("店铺优惠合计")), 0) as by_shop,
        coalesce(abs(money("支付优惠合计")), 0) as by_payer,
        -- an amount that the list leaves out is not worked out of the goods: nobody says what else was taken off
        coalesce(
            money("应收订单金额"), money("订单实付金额") + coalesce(abs(money("支付优惠合计")), 0)
        ) as due,
        coalesce(abs(money("订单已退款金额")), 0) as returned,
        clock("买家付款时间") as paid
    from staged
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when order_ref is null then '订单号 is empty or damaged by a spreadsheet; export it as text' end,
        unread("商品金额合计", goods, '商品金额合计'),
        unread("运费", money("运费"), '运费'),
        unread("店铺优惠合计", money("店铺优惠合计"), '店铺优惠合计'),
        unread("应收订单金额", money("应收订单金额"), '应收订单金额'),
        unread("订单实付金额", money("订单实付金额"), '订单实付金额'),
        unread("支付优惠合计", money("支付优惠合计"), '支付优惠合计'),
        unread("订单已退款金额", money("订单已退款金额"), '订单已退款金额'),
        unread("订单创建时间", clock("订单创建时间"), '订单创建时间'),
        unread("买家付款时间", paid, '买家付款时间'),
        unread("交易成功时间", clock("交易成功时间"), '交易成功时间')
    ), '') as problem,
    order_ref,
    order_ref as order_name,
    case when regexp_matches("销售渠道", '门店') then 'boutique' else 'ecommerce' end as channel,
    'youzan' as platform,
    store as store_key,
    store as store_name,
    case
        when regexp_matches(province, '香港') then 'HK'
        when regexp_matches(province, '澳门') then 'MO'
        when regexp_matches(province, '台湾') then 'TW'
        else 'CN'
    end as market,
    instant(clock("订单创建时间"), file.tz) as ordered_at,
    instant(paid, file.tz) as paid_at,
    instant(clock("交易成功时间"), file.tz) as received_at,
    file.tz,
    case
        when paid is null and regexp_matches(state, '关闭|取消') then 'cancelled'
        when paid is null then 'unpaid'
        when returned > 0 and returned >= due - by_payer - 0.005 then 'refunded'
        when returned > 0 then 'partially_refunded'
        when regexp_matches(state, '关闭|取消') then 'cancelled'
        else 'paid'
    end as status,
    state as source_status,
    'CNY' as currency,
    goods as goods_gross,
    by_shop as discount_merchant,
    by_payer as discount_platform,
    greatest(goods + freight - by_shop - due, 0) as discount_unknown,
    freight as shipping,
    true as tax_included,
    due - by_payer as total,
    -returned as refunded,
    "付款方式" as payment_method,
    case when not is_damaged("支付流水号") then "支付流水号" end as payment_ref,
    case when paid is not null then wallet_of("付款方式") end as payment_wallet,
    case when mobile not like '%*%' then mobile end as phone
from cells, file
