"""How often a change is told where none is, and how often one that is there: `make bench STUDIES=changes`, about 20 minutes.

Shops of tests/analytics/doubt/shops.py, each loaded into a store and asked as the overview asks: a year against the one before,
net sales by market and channel, by channel and of all. Seeds 700000 on, not used while building.
"""

import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.doubt import changes
from analytics.period import Period
from tests.analytics.doubt.shops import Making, opened, orders

SEED = 700_000
SHOPS = 100
PERIODS = {
    "a year": Period(date(2023, 1, 9), date(2024, 1, 1)),
    "a quarter": Period(date(2023, 4, 3), date(2023, 7, 3)),
    "a month": Period(date(2023, 10, 2), date(2023, 10, 30)),
}
CUTS: dict[str, tuple[str, ...]] = {"market and channel": ("market", "channel"), "channel": ("channel",), "shop": ()}
MAKINGS = {
    "null": [Making()],
    "null, weeks shared": [Making(shock=0.2, shared=shared) for shared in ("shop", "channel", "cell")],
    "+20 %": [Making(growth=0.2)],
    "+20 %, weeks shared": [Making(growth=0.2, shock=0.2, shared=shared) for shared in ("shop", "channel", "cell")],
}


def asked(making: Making, seed: int) -> list[dict[str, object]]:
    """One row per cell of one shop: whether it is coloured, whether its interval holds what was planted."""
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        store = opened(Path(folder), orders(making, seed))
        for length, period in PERIODS.items():
            for name, by in CUTS.items():
                began = time.process_time()
                told = changes(store, period=period, names=("net_eur",), by=by)
                spent = time.process_time() - began
                for row in told[(told["against"] == "last_year") & told["change"].notna()].to_dict("records"):
                    holds = row["change_low"] <= making.growth <= row["change_high"]
                    rows.append(
                        {"length": length, "by": name, "channel": row.get("channel"), "coloured": row["is_clear"]}
                        | {"holds": holds, "cpu": spent}
                    )
        store.close()
    return rows


def table() -> str:
    """Coloured and covered cells by what was planted, by channel, by length, and the CPU of a question."""
    rows = []
    for planted, makings in MAKINGS.items():
        for number in range(SHOPS):
            making = makings[number % len(makings)]
            rows += [{"planted": planted, **row} for row in asked(making, SEED + number)]
    cells = pd.DataFrame(rows)
    cells["channel"] = np.where(cells["by"] == "market and channel", cells["channel"], "all")
    parts = [
        cells.groupby(keys, sort=False).agg(
            cells=("coloured", "size"), coloured=("coloured", "mean"), holds=("holds", "mean"), cpu=("cpu", "mean")
        )
        for keys in (["planted", "by"], ["planted", "by", "length"], ["planted", "channel"])
    ]
    return "\n\n".join(part.round(3).to_string() for part in parts)
