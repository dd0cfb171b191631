"""Margins of the sample shop's offers: do pooled intervals hold them, and does what is said to be likely come true?

Sample shops (PROMOTION_MARGINS changes how many) that differ in their seed; every fifth has nothing planted. The truth: extra orders
less those put off, and orders missing later, counted by the generator (`planted.json`) by tier of the customers' last order, each worth
what orders of customers of that tier and market are worth, over all offers of the shop.
"""

import json
import os
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.promotions.effect.chances import SMALLEST, STATEMENTS, chances
from analytics.promotions.effect.scorecard import Scorecard, scorecard
from analytics.promotions.questions import promotion_calendar, promotion_exposures, promotion_list, promotion_sales
from benchmarks.measured import rows
from benchmarks.reliability import BINS, SCORES, Told, bins, held, score
from data.sample import build
from data.store import Store

SEED, EVERY = 871_000, 5
SUMS = ["extra_orders", "put_off_orders", "pulled_forward_orders"]


@dataclass(frozen=True)
class Shop:
    """What the scorecard found of one shop, and the true margin of each of its offers in euro."""

    card: Scorecard
    listed: pd.DataFrame
    truth: pd.Series


def table() -> str:
    """Coverage of the intervals, then reliability by bin and Brier skill."""
    count, begun = int(os.environ.get("PROMOTION_MARGINS", "10")), time.process_time()
    told: list[Told] = []
    cover: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for number in range(count):
        with tempfile.TemporaryDirectory() as folder:
            _judge(shop(folder, SEED + number, number % EVERY != EVERY - 1), told, cover)
    spans = [
        [
            what,
            f"{np.mean([one for one, _ in each]):.3f}",
            f"{np.median([wide for _, wide in each]):.0f}",
            str(len(each)),
        ]
        for what, each in cover.items()
    ]
    spent = (time.process_time() - begun) / count
    parts = [
        rows(["interval", "coverage", "median width, euro", "offers"], spans),
        rows(BINS, list(bins("margin", told))),
        rows(SCORES, [score("margin", told, 0)]),
    ]
    return "\n\n".join([*parts, f"{count} shops, {spent:.1f} CPU seconds each"])


def _judge(made: Shop, told: list[Told], cover: dict[str, list[tuple[bool, float]]]) -> None:
    answers = chances(made.card.scores, made.listed, made.card.tiers).set_index("promotion_id")
    for one in made.card.scores:
        if one.evidence != "experiment" or one.promotion_id not in answers.index:
            continue
        answer, true = dict(answers.loc[one.promotion_id]), float(made.truth[one.promotion_id])
        smallest = SMALLEST * one.net_used
        came = STATEMENTS[0] if true < -smallest else STATEMENTS[2] if true > smallest else STATEMENTS[1]
        told.append(held({name: float(answer[f"p_{name}"]) for name in STATEMENTS}, came))
        low, high = float(answer["pooled_low"]), float(answer["pooled_high"])
        cover["pooled"].append((low <= true <= high, high - low))
        cover["by itself"].append((one.margin.holds(true), one.margin.high - one.margin.low))


def shop(folder: str, seed: int, planted: bool) -> Shop:
    """Builds a sample shop and scores its offers."""
    build(folder, seed=seed, planted=planted, progress=lambda _: None)
    offers = pd.DataFrame(json.loads((Path(folder) / "planted.json").read_text(encoding="utf-8"))["offers"])
    store = Store.open(folder)
    listed, exposures = promotion_list(store), promotion_exposures(store)
    card = scorecard(listed, exposures, promotion_sales(store), promotion_calendar(store))
    store.close()
    return Shop(card, listed, _truth(offers, exposures))


def _truth(offers: pd.DataFrame, exposures: pd.DataFrame) -> pd.Series:
    given = exposures[exposures["treated"].astype(bool)]
    off = given["paid_by_merchant_eur"] + given["paid_by_other_eur"]
    given = given.assign(before=given["margin_with_promotion_eur"] + off, off=off)
    held_out = ~exposures["treated"].astype(bool)
    rest = exposures.assign(
        margin=exposures["margin_after_eur"] + exposures["margin_in_eur"].where(held_out, 0.0),
        orders=exposures["orders_after"] + exposures["orders_in"].where(held_out, 0.0),
    )
    each = _each(given, "before", "orders_with_promotion_in")
    usual = _each(rest, "margin", "orders")
    worth = offers.set_index(["market", "tier"]).index
    net = (offers["extra_orders"] - offers["put_off_orders"]) * each.reindex(worth).to_numpy()
    less = offers["pulled_forward_orders"] * usual.reindex(worth).to_numpy()
    earned = (net - less).groupby(offers["promotion_id"]).sum()
    spent = given.groupby("promotion_id")[["off", "contact_cost_eur"]].sum().sum(axis=1)
    truth: pd.Series = earned - spent
    return truth


def _each(part: pd.DataFrame, amount: str, orders: str) -> pd.Series:
    """Per order, by market and tier."""
    sums = part.groupby(["market", "tier"])[[amount, orders]].sum()
    mean: pd.Series = sums[amount] / sums[orders].where(sums[orders] > 0)
    tier = mean.groupby("tier").transform("median")
    return mean.fillna(tier).fillna(0.0)
