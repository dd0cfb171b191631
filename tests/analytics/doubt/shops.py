"""Shops in which nothing changed from one year to the next but who happened to shop, and when; or in which all changed alike."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from data.store import Store, writing

CHANNELS = ("boutique", "ecommerce", "wallet", "marketplace")
MARKETS = ("IT", "CN", "US", "JP", "FR", "KR")
FIRST = date(2022, 1, 3)
WEEKS = 104
YEAR = 52


@dataclass(frozen=True)
class Making:
    """What a shop is made with.

    Attributes:
        customers: in the middling market and channel; others have a third to thrice as many.
        shock: standard deviation of the log of what all shoppers of a week share, as `shared` says: all of the shop, each
            channel's, or each market's and channel's.
        growth: of orders from the first year to the second, everywhere.
        spread: standard deviation of the log of a ticket.
    """

    customers: int = 80
    shock: float = 0.0
    shared: str = "shop"
    growth: float = 0.0
    spread: float = 1.0
    guests: float = 0.15


def orders(making: Making, seed: int) -> pd.DataFrame:
    """Orders of two years: `customer_id`, `channel`, `market`, `ordered_on`, `total`; seasons, two peaks, habits of persons."""
    rng = np.random.default_rng(seed)
    cells = len(CHANNELS) * len(MARKETS)
    cell = np.repeat(np.arange(cells), (np.exp(rng.normal(0, 1, cells)) * making.customers).astype(int) + 5)
    habit = rng.gamma(0.8, 1 / 0.8, len(cell)) * rng.uniform(1, 3) * 1.2 / WEEKS
    week = np.arange(WEEKS)
    course = (
        0.3 * np.sin(2 * np.pi * week / YEAR) + 1.2 * (week % YEAR == 44) + np.log1p(making.growth) * (week >= YEAR)
    )
    apart = {
        "shop": np.zeros(cells, dtype=int),
        "channel": np.arange(cells) % len(CHANNELS),
        "cell": np.arange(cells),
    }[making.shared]
    shocks = rng.normal(-(making.shock**2) / 2, making.shock, (cells, WEEKS))[apart]
    bought = rng.poisson(habit[:, None] * np.exp(course + shocks[cell]))
    who, when = np.nonzero(bought)
    who, when = (np.repeat(each, bought[who, when]) for each in (who, when))
    purse = rng.normal(6, 0.4, len(cell))
    total = np.round(np.exp(purse[who] + rng.normal(0, making.spread, len(who))), 2)
    days = when * 7 + rng.integers(0, 7, len(when))
    named = np.array([f"c{number:05d}" for number in range(len(cell))], dtype=object)
    return pd.DataFrame(
        {
            "customer_id": np.where(rng.random(len(who)) < making.guests, None, named[who]),
            "channel": np.array(CHANNELS)[cell[who] % len(CHANNELS)],
            "market": np.array(MARKETS)[cell[who] // len(CHANNELS)],
            "ordered_on": [FIRST + timedelta(days=int(day)) for day in days],
            "total": np.maximum(total, 1.0),
        }
    )


def opened(home: Path, made: pd.DataFrame) -> Store:
    """A store of these orders, each of one line in euro."""
    ids = [f"o{number:06d}" for number in range(len(made))]
    at = pd.to_datetime(made["ordered_on"]).dt.tz_localize("UTC") + pd.Timedelta(hours=12)
    rows = made.assign(
        order_id=ids,
        system="till",
        source_order_id=ids,
        ordered_at=at,
        paid_at=at,
        tz="UTC",
        status="paid",
        currency="EUR",
        goods_gross=made["total"],
        tax=0.0,
        tax_included=True,
    )
    price = made["total"].to_numpy()
    lines = pd.DataFrame(
        {
            "order_id": ids,
            "line_no": 1,
            "product_id": "bag",
            "qty": 1,
            **dict.fromkeys(("list_price", "unit_price", "gross", "net"), price),
        }
    )
    with writing(home) as writer:
        writer.insert("orders", rows)
        writer.insert("order_lines", lines)
    return Store.open(home)
