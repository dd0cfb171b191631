"""The files of a boutique whose every name tries to be more than a name: till, products, holdout, advertising, market."""

import csv
import math
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from data.load import load
from data.sources.holdout import COLUMNS, MORE_COLUMNS
from data.staging import LoadOptions
from tests.browser.hostile import NAMES

FIRST, LAST = date(2018, 1, 1), date(2021, 12, 31)
SHUT, REOPENED = date(2020, 3, 9), date(2020, 5, 18)  # Italy's shops, as the market calendar knows it
OFFERED = date(2021, 5, 3)
CUSTOMERS, SKUS = 400, 8
MAPPING = """
name: hostile_till
system: pos
grain: line
match: [Receipt, Day, Card, Promotion]
columns:
  order_ref: Receipt
  ordered_at: {from: Day, format: "%Y-%m-%d %H:%M", zone: Europe/Rome}
  store_key: Store
  sku: Article
  title: Title
  brand: Brand
  category: Category
  tier: Tier
  qty: Pieces
  unit_price: Price
  line_discount: Off
  pos_card: Card
  discount_code: Promotion
constants: {channel: boutique, currency: EUR, status: paid, tax_included: true, market: IT}
"""
Rows = Iterable[tuple[object, ...]]


def hostile_files(folder: Path) -> list[Path]:
    """Writes them; four years of one market, so that its trade can be compared with the market's."""
    promotion = (NAMES["promotion"], "voucher", "merchant", 0.2, OFFERED, OFFERED + timedelta(days=20))
    offers = ("pos_card", "pos", "randomised", *promotion, *[""] * 6)
    return [
        _written(folder / "till.csv", ("Receipt", "Day", "Store", "Article", "Title", "Brand", "Category", "Tier", "Pieces", "Price", "Off",
            "Card", "Promotion"), _receipts()),
        _written(folder / "products.csv", ("sku", "title", "brand", "category", "tier", "unit_cost", "currency"), _products()),
        _written(folder / "holdout.csv", (*COLUMNS, *MORE_COLUMNS), (
            (f"C{i:05}", "SPRING", "treated" if i % 2 else "holdout", 0.5, OFFERED, *offers) for i in range(CUSTOMERS))),
        _written(folder / "ads.csv", ("Campaign", "Day", "Cost", "Currency code", "Clicks", "Impr."), (
            (NAMES["campaign"], FIRST + timedelta(days=i), 25.5, "EUR", 40, 4000) for i in range(0, 1400, 7))),
        _written(folder / "market.csv", ("series", "market", "date", "value", "unit"), (
            (NAMES["series"], "IT", month, round(_trade(month) * 100, 1), "index of volume") for month in _months())),
    ]  # fmt: skip


def file_shop(home: Path, folder: Path) -> None:
    """Loads these files as a user would."""
    mapping = folder / "till.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    for report in load(hostile_files(folder), home, LoadOptions(mappings=(mapping,))):
        assert report.ok and report.rows_loaded == report.rows_seen, report


def _written(file: Path, header: tuple[str, ...], rows: Rows) -> Path:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([header, *rows])
    return file


def _receipts() -> Iterator[tuple[object, ...]]:
    """Some nine receipts a week, more before Christmas; the treated buy more often while the promotion runs."""
    for i in range((LAST - FIRST).days):
        day = FIRST + timedelta(days=i)
        for k in range(round(_trade(day) * (1.5 + math.sin(i * 1.7) / 2))):
            yield _receipt(day, i * 7 + k * 13, "")
        if OFFERED <= day < OFFERED + timedelta(days=20):
            yield from (_receipt(day, 1 + 2 * (i * 5 + k), "SPRING") for k in range(4))


def _receipt(day: date, at: int, code: str) -> tuple[object, ...]:
    sku, card = at % SKUS, f"C{at % CUSTOMERS:05}"
    goods = (f"SKU{sku}", *_named(sku), 1, 300 + 40 * sku, 60 if code else 0)
    return (f"R{day:%y%j}{at}{code}", f"{day} 11:{at % 60:02}", NAMES["store"], *goods, card, code)


def _named(sku: int) -> tuple[str, str, str, str]:
    brand, category = (NAMES["brand"], NAMES["category"]) if sku % 2 else ("Plain", "Bags")
    return f"{NAMES['product']} {sku}", brand, category, ("core", "premium")[sku % 2]


def _products() -> Iterator[tuple[object, ...]]:
    for sku in range(SKUS):
        yield f"SKU{sku}", *_named(sku), 100 + 15 * sku, "EUR"


def _trade(day: date) -> float:
    """Trade of a day over the usual."""
    season = 1 + 0.3 * math.cos((day.timetuple().tm_yday - 355) / 58)
    return 0.1 if SHUT <= day < REOPENED else season * (1.2 if REOPENED <= day < REOPENED + timedelta(weeks=12) else 1)


def _months() -> Iterator[date]:
    return (date(year, month, 1) for year in range(FIRST.year, LAST.year + 1) for month in range(1, 13))
