-- grain: one movement of the shop's account
-- 动账方向 says which way. What a settled order is made of stands in twelve columns; the fee is what lacks to 动账金额.
with cells as (
    select
        row_no,
        "动账时间",
        "下单时间",
        "动账方向",
        "动账金额",
        "动账场景",
        "售后编号",
        "订单号",
        coalesce("子订单号", "订单号") as line_ref,
        coalesce("动账场景", '') as scene,
        case when not is_damaged("动帐流水号") then "动帐流水号" end as entry,
        abs(money("动账金额"))
        * case
            when regexp_matches("动账方向", '出|支') then -1 when regexp_matches("动账方向", '入|收') then 1
        end as moved,
        clock("动账时间") as booked,
        coalesce(money("订单实付应结"), 0) + coalesce(money("运费实付"), 0) + coalesce(money("订单退款"), 0) as from_buyer,
        coalesce(money("实际平台补贴_运费"), 0) + coalesce(money("实际平台补贴"), 0) + coalesce(money("其他平台补贴"), 0)
        + coalesce(money("实际抖音支付补贴"), 0) + coalesce(money("实际抖音月付营销补贴"), 0) as from_platform,
        [
            "订单实付应结", "运费实付", "实际平台补贴_运费", "实际平台补贴", "其他平台补贴", "以旧换新抵扣", "政府补贴平台垫资", "实际达人补贴",
            "实际抖音支付补贴", "实际抖音月付营销补贴", "银行补贴", "订单退款"
        ] as incomes
    from staged
),

summed as (
    select
        *,
        list_sum(list_transform(incomes, lambda cell: money(cell))) as income,
        list_bool_or(list_transform(incomes, lambda cell: cell is not null and money(cell) is null)) as is_unread
    from cells
),

named as (
    select
        *,
        case
            when regexp_matches(scene, '货款结算') and moved >= 0 then 'payment'
            when regexp_matches(scene, '退分账|退服务费|退佣金') then 'fee'
            when regexp_matches(scene, '退用户|退补贴|价保补差') or (regexp_matches(scene, '退款') and moved < 0) then 'refund'
            when regexp_matches(scene, '提现') then 'payout'
            when regexp_matches(scene, '保证金|千川|充值|主体变更|转入|转出') then 'transfer'
            when regexp_matches(scene, '保险|运费险|服务费|佣金|手续费|质检|检测') then 'fee'
            else 'adjustment'
        end as txn_type
    from summed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when entry is null then '动帐流水号 is empty or damaged by a spreadsheet; export it as text' end,
        case when "动账金额" is null then '动账金额 is empty' end,
        unread("动账金额", money("动账金额"), '动账金额'),
        case
            when moved is null and money("动账金额") is not null
                then '动账方向: ' || kind_of("动账方向") || ' where 入账 or 出账 may stand'
        end,
        case when is_unread then 'a part of the income is no amount' end,
        unread("下单时间", clock("下单时间"), '下单时间'),
        case when booked is null then coalesce(unfit("动账时间", '动账时间', 'a date'), '动账时间 is empty') end
    ), '') as problem,
    'movement|' || entry as natural_key,
    entry as provider_txn_id,
    "订单号" as merchant_ref,
    case when txn_type = 'refund' then "售后编号" end as merchant_refund_ref,
    -- the settlement bill tells the same event by its sub-order and day
    case when txn_type in ('payment', 'refund') then concat_ws('|', line_ref, booked::date) end as original_ref,
    txn_type,
    "动账场景" as source_type,
    'settled' as status,
    instant(case when txn_type = 'payment' then coalesce(clock("下单时间"), booked) else booked end, file.tz)
        as occurred_at,
    instant(booked, file.tz) as settled_at,
    file.tz,
    case when txn_type = 'payment' then nullif(income, 0) end as list_amount,
    case when txn_type = 'payment' and income <> 0 then from_buyer end as buyer_paid,
    case when txn_type = 'payment' and income <> 0 then from_platform else 0 end as disc_platform,
    -- creators, banks and the state
    case when txn_type = 'payment' and income <> 0 then income - from_buyer - from_platform else 0 end as disc_unknown,
    case
        when txn_type = 'payment' then coalesce(nullif(income, 0), moved)
        when txn_type = 'fee' then 0
        else moved
    end as gross,
    case
        when txn_type = 'payment' then moved - coalesce(nullif(income, 0), moved)
        when txn_type = 'fee' then moved
        else 0
    end as fee,
    'CNY' as currency
from named, file
