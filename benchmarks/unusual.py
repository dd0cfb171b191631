"""How often anything is listed as out of the ordinary: of shops in which nothing happened, and of shops whose wallet lost a part.

Shops of tests/analytics/doubt/shops.py, a store each; seeds 800000 on, not used while building. `make bench STUDIES=unusual`.
"""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.unusual import unusual
from tests.analytics.doubt.shops import FIRST, WEEKS, Making, opened, orders

SEED = 800_000
SHOPS = 60
LAST = FIRST + timedelta(weeks=WEEKS - 1)
MAKINGS = {
    "middling": Making(),
    "middling, weeks shared": Making(shock=0.2),
    "large": Making(customers=250),
    "large, weeks of channels shared": Making(customers=250, shock=0.1, shared="channel"),
}


def asked(making: Making, seed: int, lost: float) -> dict[str, float]:
    """One shop: what is listed, and whether the wallet is."""
    made = orders(making, seed)
    drawn = np.random.default_rng(seed).random(len(made))
    made = made[~((made["ordered_on"] >= LAST) & (made["channel"] == "wallet") & (drawn < lost))].reset_index(drop=True)
    with tempfile.TemporaryDirectory() as folder:
        store = opened(Path(folder), made)
        began = time.process_time()
        found = unusual(store)
        spent = time.process_time() - began
        store.close()
    return {
        "lists": len(found.rows) > 0,
        "listed": len(found.rows),
        "wallet": bool((found.rows["channel"] == "wallet").any()),
        "judged": found.judged,
        "cpu": spent,
    }


def table() -> str:
    """By shop and share of the wallet's last week lost: shops with a list, shops whose wallet is on it, lines, judged, CPU seconds."""
    rows = [
        {"shop": name, "lost": lost, **asked(making, SEED + number, lost)}
        for name, making in MAKINGS.items()
        for lost in (0.0, 0.3, 0.6)
        for number in range(SHOPS)
    ]
    return pd.DataFrame(rows).groupby(["shop", "lost"], sort=False).mean().round(3).to_string()
