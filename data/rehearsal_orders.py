"""Which orders a batch brings or changes, by their content before and after."""

from data.store import Writer

# Who bought an order and which other one it repeats follow from other orders; where its rows stood says nothing of it.
ORDERS = "select order_id, hash(*columns(* exclude (order_id, customer_id, duplicate_of, file_id, row_no, row_hash))) as content from orders"
LINES = """select order_id, bit_xor(hash(*columns(* exclude (order_id, file_id, row_no, row_hash)))) as content from order_lines
    group by order_id"""


def remember(writer: Writer) -> None:
    """Keeps the content of every order that is there."""
    writer.execute(f"create or replace temp table orders_before as {ORDERS}")
    writer.execute(f"create or replace temp table lines_before as {LINES}")


def compare(writer: Writer) -> None:
    """`differing`: one row for each order that is new or reads otherwise now, and whether it `was_there`."""
    if not writer.touched & {"orders", "order_lines"}:
        writer.execute(
            "create or replace temp table differing as select null::varchar as order_id, false as was_there limit 0"
        )
        return
    writer.execute(
        f"""create or replace temp table differing as
        select orders.order_id, orders_before.order_id is not null as was_there
        from ({ORDERS}) orders
        left join orders_before using (order_id)
        left join ({LINES}) lines using (order_id)
        left join lines_before using (order_id)
        where orders.content is distinct from orders_before.content or lines.content is distinct from lines_before.content"""
    )


def changed(writer: Writer) -> int:
    """How many of the orders that were there read otherwise now."""
    return int(writer.execute("select count(*) from differing where was_there")[0][0])
