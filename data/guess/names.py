"""Which column of a file is which canonical one, by its name and by what its cells look like."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from data.guess.cells import Column

FILE = Path(__file__).with_name("words.toml")
ALIKE = 0.87
# The columns that a guess looks for, by the kind of rows; the first ones are needed.
WANTED = {
    "line": (
        "order_ref", "ordered_at", "qty", "unit_price", "line_amount", "clock", "tz", "line_discount", "sku", "title", "brand", "category", "season",
        "store_key", "status", "currency", "email", "phone", "pos_card", "shop_customer", "market", "payment_method",
    ),
    "order": (
        "order_ref", "ordered_at", "total", "clock", "tz", "refunded", "store_key", "status", "currency", "email", "phone", "pos_card",
        "shop_customer", "market", "payment_method",
    ),
    "refund": ("order_ref", "refunded_at", "amount", "refund_id", "clock", "tz", "currency"),
    "payment": ("natural_key", "occurred_at", "txn_type", "gross", "fee", "clock", "tz", "merchant_ref", "status", "currency", "store_key"),
    "customer": ("email", "phone", "pos_card", "shop_customer", "home_market", "loyalty_tier", "marketing_consent", "told_at", "tz"),
    "stock": ("day", "store_key", "sku", "units_on_hand", "unit_cost", "currency"),
    "receipt": ("day", "store_key", "sku", "units_received", "receipt_ref", "unit_cost", "currency", "season"),
    "product": ("product_id", "valid_from", "list_price", "unit_cost", "title", "brand", "category", "season", "currency"),
}  # fmt: skip


def grain(columns: Sequence[Column]) -> str:
    """The kind of rows that the columns speak of."""
    line, payment, product = (placed(columns, kind) for kind in ("line", "payment", "product"))
    if _is_customer(columns):
        return "customer"
    if _is_refund(columns, payment):
        return "refund"
    if goods := _goods(columns, line):
        return goods
    if "qty" in line and {"unit_price", "line_amount"} & line.keys():
        return "line"
    if "gross" in payment and ("fee" in payment or "txn_type" in payment):
        return "payment"
    if "product_id" in product and {"list_price", "unit_cost"} & product.keys() and "order_ref" not in line:
        return "product"
    return "order"


def _is_customer(columns: Sequence[Column]) -> bool:
    """Whether each row is a person and what the shop knows of them, and no order of theirs."""
    customer, order = placed(columns, "customer"), placed(columns, "order")
    knows = {"loyalty_tier", "marketing_consent"} & customer.keys()
    return bool(
        knows and {"email", "phone", "pos_card", "shop_customer"} & customer.keys() and "order_ref" not in order
    )


def _goods(columns: Sequence[Column], line: dict[str, Column]) -> str:
    """`stock` or `receipt`, where each row is pieces of an article in a place on a day and no sale; empty where it is neither."""
    for kind, pieces in (("stock", "units_on_hand"), ("receipt", "units_received")):
        found = placed(columns, kind)
        prices = {line[name].header for name in ("unit_price", "line_amount") if name in line}
        costs = {found["unit_cost"].header} if "unit_cost" in found else set()
        if {"day", "sku", pieces} <= found.keys() and not prices - costs:
            return kind
    return ""


def _is_refund(columns: Sequence[Column], payment: dict[str, Column]) -> bool:
    """Whether each row is money given back for an order: its number, the refund's own number or day, and no total of the order beside it."""
    refund, order = placed(columns, "refund"), placed(columns, "order")
    if not {"order_ref", "refunded_at", "amount"} <= refund.keys() or "txn_type" in payment:
        return False
    day = _folded(refund["refunded_at"].header)
    has_own_day = day in _words()["refunded_at"][1] and day not in _words()["ordered_at"][1]
    return ("refund_id" in refund or has_own_day) and order.get("total") in {None, refund["amount"]}


def placed(columns: Sequence[Column], kind: str) -> dict[str, Column]:
    """The column for each canonical name that one fits; the best fit is placed first, and each column once."""
    fits = [
        (fit, -rank, -at, name, column)
        for rank, name in enumerate(WANTED[kind])
        for at, column in enumerate(columns)
        if (fit := _fit(name, column))
    ]
    chosen: dict[str, Column] = {}
    for _, _, _, name, column in sorted(fits, key=lambda each: each[:3], reverse=True):
        if name not in chosen and column not in chosen.values():
            chosen[name] = column
    return chosen


def _fit(name: str, column: Column) -> float:
    kind, words = _words()[name]
    looks = column.kind == kind or (kind == "text" and column.kind in {"number", "country"})
    if not looks:
        return 0.0
    folded = _folded(column.header)
    if folded in words:
        return 1.0 - 0.001 * words.index(folded)
    alike = max(SequenceMatcher(None, folded, word).ratio() for word in words)
    if alike >= ALIKE:
        return 0.7 * alike
    spoken = {_folded(word) for word in re.findall(r"[^\W_]+", column.header)}
    return 0.5 if any(len(word) > 2 for word in spoken & set(words)) else 0.0


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, list[str]]]:
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: (entry["kind"], [_folded(word) for word in entry["words"]]) for name, entry in listed.items()}


def _folded(name: str) -> str:
    """A name by its letters and digits, without accents and what stands in brackets: `Qtà (pz)` is qta."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)", "", name).casefold() or name.casefold())
    return re.sub(r"[^\w]|_", "", "".join(letter for letter in plain if not unicodedata.combining(letter)))
