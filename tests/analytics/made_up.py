"""A small shop drawn at random, and its figures worked out a second way: in pandas, order by order."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from data.store import Store
from tests.analytics.shop import fixing, line, opened, order, product, refund

FIRST, DAYS = date(2019, 1, 1), 730
RATE = 7.5  # yuan for one euro, all along
TIERS = {"tote": "luxury", "belt": "premium", "charm": "entry", "unlisted": "unknown"}


def drawn(seed: int = 7, orders: int = 400, customers: int = 90) -> dict[str, list[dict]]:
    """Rows of orders, lines and refunds: two currencies, guests, discounts of two funders, returns dated and not."""
    rng = np.random.default_rng(seed)
    tables: dict[str, list[dict]] = {"orders": [], "order_lines": [], "refunds": []}
    for number in range(orders):
        _draw(rng, f"o{number:04d}", customers, tables)
    return tables


def _draw(rng: np.random.Generator, order_id: str, customers: int, tables: dict[str, list[dict]]) -> None:
    day = FIRST + timedelta(days=int(rng.integers(DAYS)))
    pieces = [(str(rng.choice(list(TIERS))), float(rng.integers(5, 400)) + 0.99) for _ in range(rng.integers(1, 4))]
    goods = round(sum(price for _, price in pieces), 2)
    merchant, platform = (round(goods * rng.choice([0, 0, 0.07, 0.2]), 2) for _ in range(2))
    left = goods - merchant - platform
    back = -round(left * rng.choice([0, 0, 0, 0.3, 1]), 2)
    shares = _shares(merchant + platform, [price for _, price in pieces])
    tables["orders"].append(
        order(
            order_id, day.isoformat(), None if rng.random() < 0.1 else f"c{rng.integers(customers):02d}", round(left, 2), goods_gross=goods,
            discount_merchant=merchant, discount_platform=platform, refunded=back,
            currency=str(rng.choice(["EUR", "CNY"])), market=str(rng.choice(["IT", "CN"])),
            channel=str(rng.choice(["boutique", "wallet", "ecommerce"])),
        )
    )  # fmt: skip
    for number, ((piece, price), share) in enumerate(zip(pieces, shares, strict=True), start=1):
        tables["order_lines"].append(line(order_id, number, price, product_id=piece, order_discount_share=share))
    if back:
        told = day + timedelta(days=int(rng.integers(1, 40)))
        known = rng.random() < 0.7
        currency = tables["orders"][-1]["currency"]
        day_told = told.isoformat() if known else None
        tables["refunds"].append(refund(f"r{order_id}", order_id, back, day_told, currency=currency))


def _shares(discount: float, prices: list[float]) -> list[float]:
    so_far = [round(discount * part / sum(prices), 2) for part in np.cumsum([0.0, *prices])]
    return [round(after - before, 2) for before, after in pairwise(so_far)]


def made_up(home: Path, tables: dict[str, list[dict]]) -> Store:
    """The shop as a store."""
    days = [FIRST + timedelta(days=step) for step in range(-2, DAYS + 3)]
    return opened(
        home,
        **tables,
        products=[product(name, tier) for name, tier in TIERS.items() if tier != "unknown"],
        fx_rates=[fixing(day.isoformat(), "CNY", RATE) for day in days],
    )


def worked_out(tables: dict[str, list[dict]]) -> pd.DataFrame:
    """One row per order in euro: what the marts should say, without them."""
    orders = pd.DataFrame(tables["orders"])
    rate = np.where(orders["currency"] == "CNY", RATE, 1.0)
    units = pd.DataFrame(tables["order_lines"]).groupby("order_id")["qty"].sum()
    found = pd.DataFrame(
        {
            "order_id": orders["order_id"],
            "customer_id": orders["customer_id"],
            "day": pd.to_datetime(orders["ordered_on"]),
            "channel": orders["channel"],
            "market": orders["market"],
            "gross": orders["goods_gross"] / rate,
            "discount": (orders["discount_merchant"] + orders["discount_platform"]) / rate,
            "returns": orders["refunded"] / rate,
            "units": orders["order_id"].map(units),
        }
    )
    found["paid"] = found["gross"] - found["discount"]
    found["net"] = found["paid"] + found["returns"]
    kept = found[found["net"] > 0.001].sort_values(["day", "order_id"])
    first = kept[kept["customer_id"].notna()].drop_duplicates("customer_id").set_index("customer_id")
    found["first_on"] = found["customer_id"].map(first["day"])
    found["is_new"] = found["order_id"].isin(first["order_id"])
    return found
