"""Says what is published, how fresh it is and what was loaded last."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import Any

from commands import options
from data.store import Store


def register(parser: ArgumentParser) -> None:
    """The command's arguments."""
    options.store(parser)


def run(args: Namespace) -> int:
    """What is published, how fresh it is and what was loaded last."""
    store = Store.open(args.store)
    newest = store.query(
        "select max(ordered_on) as orders, max((select max(occurred_on) from wallet_transactions)) as wallet from orders"
    )
    made_up = ", a sample shop" if store.is_sample else ""
    print(f"version {store.version} in {store.path.parent}, loaded {store.loaded_at:%Y-%m-%d %H:%M} UTC{made_up}")
    if store.is_old:
        print(f"built by an earlier version of Vetrina; run `vetrina renew --store {store.path.parent}`")
    print(f"orders to {_day(newest['orders'][0])}, wallet to {_day(newest['wallet'][0])}")
    counts = " union all ".join(f"select '{name}' as name, count(*) as n from {name}" for name in _TABLES)
    _table(store.query(counts).itertuples(index=False), ("table", "rows"))
    loads = store.query(
        """select file_name, coalesce(member_name, ''), layout, rows_seen, rows_loaded, rows_duplicate, rows_rejected
        from source_files order by loaded_at desc, file_name limit 10"""
    )
    _table(loads.itertuples(index=False), ("file", "member", "layout", "seen", "loaded", "duplicate", "rejected"))
    return 0


_TABLES = (
    "orders",
    "order_lines",
    "customers",
    "wallet_transactions",
    "settlements",
    "refunds",
    "exposures",
    "fx_rates",
    "rejected_rows",
)


def _day(value: Any) -> str:
    return "none" if value is None or value != value else f"{value:%Y-%m-%d}"


def _table(rows: Iterable[tuple[Any, ...]], header: tuple[str, ...]) -> None:
    cells = [header, *([f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(header))]
    print()
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
