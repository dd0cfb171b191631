"""A shop written by hand: rows of the canonical tables with what a test does not care about filled in."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from data.store import Store, writing


def order(order_id: str, day: str, customer: str | None = "ann", total: float = 100.0, **told: Any) -> dict[str, Any]:
    """A paid order in euro from a boutique in Italy."""
    on = date.fromisoformat(day)
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    row = {
        "order_id": order_id,
        "system": "till",
        "source_order_id": order_id,
        "customer_id": customer,
        "channel": "boutique",
        "market": "IT",
        "ordered_at": at,
        "ordered_on": on,
        "paid_at": at,
        "tz": "UTC",
        "status": "paid",
        "currency": "EUR",
        "goods_gross": total,
        "tax": 0.0,
        "tax_included": True,
        "total": total,
    }
    return row | told


def line(order_id: str, line_no: int = 1, gross: float = 100.0, qty: float = 1, **told: Any) -> dict[str, Any]:
    """A line of one unit at list price."""
    row = {
        "order_id": order_id,
        "line_no": line_no,
        "product_id": "bag",
        "qty": qty,
        "list_price": gross / qty,
        "unit_price": gross / qty,
        "gross": gross,
        "net": gross - told.get("line_discount", 0) - told.get("order_discount_share", 0),
    }
    return row | told


def refund(refund_id: str, order_id: str, amount: float, day: str | None, **told: Any) -> dict[str, Any]:
    """Money given back, negative; `day` None: nobody says when."""
    on = date.fromisoformat(day) if day else None
    row = {
        "refund_id": refund_id,
        "order_id": order_id,
        "refunded_on": on,
        "at_is_known": day is not None,
        "amount": amount,
        "currency": "EUR",
    }
    return row | told


def txn(txn_id: str, day: str, gross: float, merchant_ref: str | None, **told: Any) -> dict[str, Any]:
    """A settled Alipay payment in euro; a negative `gross` makes it a refund."""
    on = date.fromisoformat(day)
    at = datetime(on.year, on.month, on.day, 13, tzinfo=UTC)
    row = {
        "txn_id": txn_id,
        "system": "alipay",
        "wallet": "alipay",
        "merchant_ref": merchant_ref,
        "txn_type": "payment" if gross >= 0 else "refund",
        "status": "settled",
        "occurred_at": at,
        "occurred_on": on,
        "tz": "UTC",
        "gross": gross,
        "fee": 0.0,
        "currency": "EUR",
    } | told
    return row | {"net": row["gross"] + row["fee"]}


def product(
    product_id: str = "bag", tier: str = "luxury", since: str = "2010-01-01", until: str | None = None, **told: Any
) -> dict[str, Any]:
    """A product in one tier from a day on."""
    return {
        "product_id": product_id,
        "valid_from": date.fromisoformat(since),
        "valid_to": date.fromisoformat(until) if until else None,
        "tier": tier,
    } | told


def fixing(day: str, quote: str, rate: float) -> dict[str, Any]:
    """An ECB rate: units of `quote` for one euro."""
    return {"rate_on": date.fromisoformat(day), "base": "EUR", "quote": quote, "rate": rate, "source": "ecb"}


def opened(home: Path, **tables: Iterable[dict[str, Any]]) -> Store:
    """A published store holding these rows, one keyword a canonical table."""
    with writing(home) as writer:
        for table, rows in tables.items():
            if held := list(rows):
                writer.insert(table, pd.DataFrame(held))
    return Store.open(home)
