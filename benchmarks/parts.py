"""Marts after a small load, made anew in part, against all of them made whole from the same rows.

The load: 1 % of the sample shop's orders come again under new names, the newest first, with their lines, discounts, refunds and
payments; a tenth as many refunds of older orders, and one order in 20,000 restated.
"""

import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.measured import rows
from data.sample import build
from data.store import Store, marts, writing
from data.store.engine import connect

NEW = "order_id in (select order_id from temp.picked)"
LOAD = (
    "create temp table picked as select order_id from orders order by ordered_on desc, order_id limit {count}",
    f"insert into order_lines select * replace ('n' || order_id as order_id) from order_lines where {NEW}",
    f"insert into discounts select * replace ('n' || order_id as order_id, 'n' || discount_id as discount_id) from discounts where {NEW}",
    f"insert into refunds select * replace ('n' || order_id as order_id, 'n' || refund_id as refund_id) from refunds where {NEW}",
    f"""insert into wallet_transactions select * replace ('n' || order_id as order_id, 'n' || txn_id as txn_id, 'n' || merchant_ref as merchant_ref)
    from wallet_transactions where {NEW}""",
    f"""insert into orders select * replace ('n' || order_id as order_id, 'n' || source_order_id as source_order_id)
    from orders where {NEW}""",
    """insert into refunds select 'late' || order_id, order_id, null, null, null, ordered_on + 10, true, -total / 3, currency, null, null
    from orders where total > 0 and order_id not in (select 'n' || order_id from temp.picked)
    order by ordered_on desc, order_id limit {count} // 10""",
    "update orders set total = total + 10, goods_gross = goods_gross + 10 where hash(order_id) % 20000 = 0",
)


def table(sizes: tuple[int, ...] = (12_000,)) -> str:
    """CPU seconds of the marts, by customers of the shop."""
    with tempfile.TemporaryDirectory(prefix="vetrina-bench-") as folder:
        body = [_row(customers, Path(folder) / str(customers)) for customers in sizes]
    return rows(["customers", "orders", "new orders", "in part, CPU s", "whole, CPU s", "part of whole"], body)


def _row(customers: int, home: Path) -> list[str]:
    build(home, customers=customers)
    with writing(home, kind="identity") as writer:
        (orders,) = writer.execute("select count(*) from orders")[0]
        for statement in LOAD:
            writer.execute(statement.format(count=orders // 100))
        started = time.process_time()
        marts.refresh(writer.connection, {"orders"})
        part = time.process_time() - started
        writer.touched.add("orders")
    copied = shutil.copy(Store.open(home).path, home / "whole.duckdb")
    with connect(copied, read_only=False) as connection:
        started = time.process_time()
        marts.refresh(connection, set(), is_whole=True)
        whole = time.process_time() - started
    return [f"{customers:,}", f"{orders:,}", f"{orders // 100:,}", f"{part:.2f}", f"{whole:.2f}", f"{part / whole:.2f}"]


if __name__ == "__main__":
    print(table())
