"""Promotions: is what was planted in the sample shop found again, and is nothing found where nothing was planted?

100 sample shops (PROMOTION_SHOPS changes that) that differ in their seed; every third has no effects at all. Truths are counts
of the generator (`planted.json`): extra orders less those put off while an offer ran, orders missing in the six weeks after
it, price elasticities.
"""

import json
import os
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.promotions.audience.needs import discount_needs
from analytics.promotions.effect.scores import promotion_scores
from analytics.promotions.elasticity.shop_elasticity import price_elasticity
from benchmarks.measured import rows
from data.sample import build
from data.store import Store

SEED, EVERY = 826_000, 3
Held = dict[tuple[str, str], list[bool]]
PARTS = {
    "orders": "extra orders of an offer", "called": "offers called an effect", "pull_forward": "share pulled forward",
    "elasticity": "elasticities, market and tier", "signal": "a ranking called a signal",
}  # fmt: skip


def table() -> str:
    """One row per kind of shop: how often intervals held the truth, and how often an effect was claimed."""
    seen: Held = defaultdict(list)
    count, begun = int(os.environ.get("PROMOTION_SHOPS", "100")), time.process_time()
    for number in range(count):
        kind = "nothing planted" if number % EVERY == EVERY - 1 else "planted"
        for part, held in _shop(SEED + number, kind == "planted"):
            seen[kind, part].append(held)
    spent = (time.process_time() - begun) / count
    body = [[kind, *(_share(seen[kind, part]) for part in PARTS)] for kind in ("planted", "nothing planted")]
    head = ["shops", *(f"{told}{'' if part in ('called', 'signal') else ': held'}" for part, told in PARTS.items())]
    return f"{rows(head, body)}\n\n{count} shops, {spent:.1f} CPU seconds each"


def _share(held: list[bool]) -> str:
    return f"{np.mean(held):.3f} ({len(held)})" if held else "-"


def _shop(seed: int, planted: bool) -> list[tuple[str, bool]]:
    with tempfile.TemporaryDirectory() as folder:
        build(folder, seed=seed, planted=planted)
        truth = json.loads((Path(folder) / "planted.json").read_text(encoding="utf-8"))
        store = Store.open(folder)
        scores = promotion_scores(store).table
        cells = price_elasticity(store).cells
        verdict = discount_needs(store).verdict
        store.close()
    found = [*_offers(scores, truth), *_elasticities(cells, truth)]
    return [*found, ("signal", verdict == "signal")]


def _offers(scores: pd.DataFrame, truth: dict[str, Any]) -> list[tuple[str, bool]]:
    names = ["extra_orders", "put_off_orders", "pulled_forward_orders"]
    offers = pd.DataFrame(truth["offers"]).groupby("promotion_id")[names].sum()
    told = scores[scores["evidence"] == "experiment"].set_index("promotion_id").join(offers, how="inner")
    net = told["extra_orders"] - told["put_off_orders"]
    share = told["pulled_forward_orders"] / net.where(net > 0)
    later = told["pull_forward_low"].notna() & share.notna()
    held = (told["orders_low"] <= net) & (net <= told["orders_high"])
    found = [("orders", bool(one)) for one in held]
    found += [
        ("called", not low <= 0 <= high) for low, high in zip(told["orders_low"], told["orders_high"], strict=True)
    ]
    within = (told["pull_forward_low"] <= share) & (share <= told["pull_forward_high"])
    return [*found, *(("pull_forward", bool(one)) for one in within[later])]


def _elasticities(cells: pd.DataFrame, truth: dict[str, Any]) -> list[tuple[str, bool]]:
    by_market = truth["elasticity"]
    found = []
    for cell in cells.to_dict("records"):
        true = by_market.get(cell["market"], by_market["elsewhere"])[cell["tier"]]
        found.append(("elasticity", bool(cell["low"] <= true <= cell["high"])))
    return found
