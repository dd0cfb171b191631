-- grain: one order and line (line 0: the whole order) with the promotion that gave it most
with given as (
    select order_id, coalesce(line_no, 0) as line_no, promotion_id, sum(amount) as amount
    from discounts
    where order_id is not null and promotion_id is not null
    group by order_id, coalesce(line_no, 0), promotion_id
),
codes as (
    select lower(code) as code, min(promotion_id) as promotion_id from promotions where code <> '' group by lower(code)
),
quoted as (
    select orders.order_id, 0 as line_no, codes.promotion_id, cast(0 as decimal(18, 6)) as amount
    from orders join codes on codes.code = lower(trim(orders.discount_code))
),
ranked as (
    select
        order_id,
        line_no,
        promotion_id,
        row_number() over (partition by order_id, line_no order by amount desc, promotion_id) as place
    from (select
        order_id,
        line_no,
        promotion_id,
        amount from given union all select
        order_id,
        line_no,
        promotion_id,
        amount
    from quoted) as offers
)
select order_id, line_no, promotion_id from ranked where place = 1
