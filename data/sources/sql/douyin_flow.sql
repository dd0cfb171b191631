-- grain: one movement of the shop's account as its flow shows it, with the balance after it
with cells as (
    select
        row_no,
        "动账时间",
        "账户方向",
        "动账金额(元)",
        "动账场景",
        "账户余额(元)",
        "关联订单号",
        coalesce("动账场景", '') as scene,
        case when not is_damaged("动账流水号") then "动账流水号" end as entry,
        abs(money("动账金额(元)"))
        * case
            when regexp_matches("账户方向", '出|支') then -1 when regexp_matches("账户方向", '入|收') then 1
        end as amount
    from staged
),

named as (
    select
        *,
        case
            when regexp_matches(scene, '货款结算') and amount >= 0 then 'payment'
            when regexp_matches(scene, '退分账|保险|运费险|服务费|佣金|手续费') then 'fee'
            when regexp_matches(scene, '退款|退用户|退补贴|价保补差') then 'refund'
            when regexp_matches(scene, '提现') then 'payout'
            when regexp_matches(scene, '保证金|千川|充值|主体变更|转入|转出') then 'transfer'
            else 'adjustment'
        end as entry_type
    from cells
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when entry is null then '动账流水号 is empty or damaged by a spreadsheet; export it as text' end,
        unread("动账金额(元)", money("动账金额(元)"), '动账金额'),
        case
            when amount is null and money("动账金额(元)") is not null
                then '账户方向: ' || kind_of("账户方向") || ' where 收入 or 支出 may stand'
        end,
        unread("账户余额(元)", money("账户余额(元)"), '账户余额'),
        case when clock("动账时间") is null then coalesce(unfit("动账时间", '动账时间', 'a date'), '动账时间 is empty') end
    ), '') as problem,
    'flow|' || entry as natural_key,
    entry_type,
    "动账场景" as source_type,
    "关联订单号" as merchant_ref,
    entry as provider_txn_id,
    shop_instant("动账时间", file.tz) as occurred_at,
    file.tz,
    case when entry_type = 'fee' then 0 else amount end as gross,
    case when entry_type = 'fee' then amount else 0 end as fee,
    amount,
    money("账户余额(元)") as balance,
    'CNY' as currency
from named, file
