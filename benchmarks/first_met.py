"""How often a group of customers is called worth more or less: where groups differ by accident only, and where one does.

Shops of three markets and three years that differ in level, customers with a few orders of lognormal tickets of which some are twenty times as dear,
groups drawn at random. The sums are those that the question `first_met` gives; seeds 960000 on, not used while building. `make bench STUDIES=first_met`.
"""

import time
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.acquisition.groups import compared

SEED = 960_000
SHOPS = 200
TRUE = "planted"


@dataclass(frozen=True)
class Making:
    """A shop.

    Attributes:
        customers: in all.
        shares: of the groups.
        by: `channel` or `promotion`, whose differences are pooled.
        back: how many times as often the planted group comes back; dear: how many times as dear its tickets are.
        planted: which group that is, by its place; none where -1.
    """

    customers: int
    shares: tuple[float, ...]
    by: str = "channel"
    planted: int = -1
    back: float = 1.0
    dear: float = 1.0


FIVE = (0.5, 0.25, 0.15, 0.06, 0.04)
TWENTY = (0.4, *((0.03,) * 20))
MAKINGS = {
    "800 customers, five channels": Making(800, FIVE),
    "4,000 customers, five channels": Making(4_000, FIVE),
    "4,000 customers, twenty promotions": Making(4_000, TWENTY, "promotion"),
    "15 % of 800 come back twice as often": Making(800, FIVE, planted=2, back=2.0),
    "15 % of 4,000 come back twice as often": Making(4_000, FIVE, planted=2, back=2.0),
    "25 % of 4,000 buy half as dear again": Making(4_000, FIVE, planted=1, dear=1.5),
    "one of twenty promotions comes back twice as often": Making(4_000, TWENTY, "promotion", planted=3, back=2.0),
}


def rows(making: Making, seed: int) -> tuple[pd.DataFrame, dict[str, float]]:
    """The sums of a shop, and by how much the planted group's customers are really above others."""
    rng = np.random.default_rng(seed)
    many = making.customers
    market, year = rng.choice(3, many, p=(0.6, 0.3, 0.1)), rng.choice(3, many)
    group = rng.choice(len(making.shares), many, p=making.shares)
    level = np.array([1.0, 1.5, 0.7])[market] * np.array([1.0, 1.1, 1.3])[year]
    chance = np.array([0.3, 0.4, 0.2])[market] * np.where(group == making.planted, making.back, 1.0)
    back = rng.random(many) < chance
    orders = 1 + back * (1 + rng.poisson(0.6, many))
    tickets = rng.lognormal(6.0, 1.0, (many, orders.max())) * np.where(rng.random((many, orders.max())) < 0.01, 20, 1)
    dear = np.where(group == making.planted, making.dear, 1.0)
    spent = (tickets * (np.arange(orders.max()) < orders[:, None])).sum(axis=1) * level * dear
    people = pd.DataFrame(
        {
            "market": market,
            "year": 2020 + year,
            "label": [f"g{n:02}" for n in group],
            "back": back.astype(float),
            "net_eur": spent,
        }
    )
    people = people.assign(
        customers=1, net_squares=spent**2, margin_eur=spent / 2, margin_squares=spent**2 / 4, without_margin=0
    )
    here = group == making.planted
    ticket = float(np.exp(6.5) * 1.19)
    usual = chance / np.where(here, making.back, 1.0)
    truth = {"back": 0.0, "net": 0.0}
    if here.any():
        own = level * ticket * (dear * (1 + chance * 1.6) - (1 + usual * 1.6))
        truth = {"back": float((chance - usual)[here].mean()), "net": float(own[here].mean())}
    sums = people.groupby(["market", "year", "label"], as_index=False).sum()
    return sums.assign(market=sums["market"].astype(str)), truth


def asked(making: Making, seed: int) -> list[dict[str, object]]:
    """What is claimed of each group of a shop; of a pooled one also what it would be without."""
    years, truth = rows(making, seed)
    began = time.process_time()
    found = {True: compared(making.by, years, {})}
    cpu = time.process_time() - began
    if making.by == "promotion":
        found[False] = compared("channel", years, {})
    told = []
    for leans, table in found.items():
        for _, row in table.iterrows():
            is_planted = row["label"] == f"g{making.planted:02}"
            for name in ("back", "net"):
                low, high = row[f"{name}_more_low"], row[f"{name}_more_high"]
                if not pd.isna(low):
                    truly = truth[name] if is_planted else 0.0
                    told.append(
                        {"pooled": leans, "is_planted": is_planted, "measure": name, "seed": seed, "more": low > 0, "less": high < 0,
                         "holds": low <= truly <= high, "width": high - low, "cpu": cpu}
                    )  # fmt: skip
    return told


def table() -> str:
    """By shop and measure: shares of groups called worth more, less, and intervals that hold the truth; shops with any such group; CPU seconds."""
    parts = []
    for name, making in MAKINGS.items():
        found = pd.DataFrame([row for number in range(SHOPS) for row in asked(making, SEED + number)])
        if making.planted >= 0:  # others are held against the planted group too, so only that one's truth is plain
            found = found[found["is_planted"]]
        keys = ["pooled", "measure"]
        shares = found.groupby(keys)[["more", "less", "holds", "width", "cpu"]].mean()
        called = (
            found.assign(any=found["more"] | found["less"]).groupby([*keys, "seed"])["any"].max().groupby(keys).mean()
        )
        groups = found.groupby(keys).size().rename("groups")
        parts.append(shares.join(called).join(groups).reset_index().assign(shop=name))
    return pd.concat(parts).set_index(["shop", "measure", "pooled"]).round(3).to_string()
