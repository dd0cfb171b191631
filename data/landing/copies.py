"""Orders that stand in a file more than once, as in exports joined end to end: their furthest state counts, and its lines alone."""

from data.landing.batch import Batch

OPEN = "('unpaid', 'authorised')"


def set_aside(batch: Batch) -> None:
    """`copies`: rows of earlier states of an order, taken out of the landing table; they are duplicates.

    An order stands again below a second header, or on a second row where a row holds a whole order. Rows below a second header that state
    neither status nor total are the rest of an order that the exports' border cut, and stay.
    """
    # Only a row with several lines, or none, is seen to hold a whole order: elsewhere equal rows are two pieces of one article.
    batch.make(
        "copies",
        f"""with borders as (select unnest($headings::bigint[]) as line),
        orders_seen as (select order_ref from landing_order group by order_ref having count(distinct row_no) > 1),
        wide as (select count(*) > count(distinct row_no) as holds_orders from landing_order),
        parts as (
            select l.row_no, l.order_ref, l.status, l.total, l.refunded, l.qty, count(line) as part
            from landing_order l semi join orders_seen using (order_ref) left join borders on line < l.row_no
            group by all
        ),
        placed as (
            select *, case when holds_orders or count(qty) over (partition by order_ref) = 0 then row_no else 0 end as whole_row
            from parts, wide
        ),
        states as (
            select order_ref, part, whole_row, max(abs(coalesce(refunded, 0))) as refund, bool_or(coalesce(status in {OPEN}, false)) as is_open
            from placed group by all having bool_or(status is not null or total is not null)
        ),
        ranked as (
            select *, row_number() over (partition by order_ref order by refund desc, is_open, part desc, whole_row desc) as place
            from states
        )
        select distinct row_no from placed join ranked using (order_ref, part, whole_row) where place > 1""",
        headings=list(batch.headings),
    )
    batch.execute("delete from landing_order where row_no in (select row_no from copies)")
