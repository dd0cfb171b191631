"""Rebound: is what was planted in the sample shop found again, at the stated rate?

100 sample shops (REBOUND_SHOPS changes that) that differ in their seed alone, each asked as the page asks: all markets shut in
spring 2020, constant prices, 26 weeks counted after each reopening, one joint fit of every tier and channel. The truth is the
same shop without any shock, generated from the same draws (`planted.json`), carried into constant prices at the rate of the
year before.
"""

import json
import os
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.closures import Closure
from analytics.rebound.answer.rebound import Rebound, rebound
from analytics.rebound.shop import Question
from analytics.rebound.shop.feed import Feed, feed
from benchmarks.measured import rows
from data.sample import build
from data.store import Store

SEED, ALL, SHOCK = 616_000, "all", "lockdown 2020"
PARTS = ("suppressed", "excess", "ratio", "lasting")
LARGE = ("CN", "IT")
YEAR = pd.Timedelta(weeks=52)


@dataclass(frozen=True)
class Cell:
    """One part of the answer for one market and tier: its interval, what was planted, and what either is a share of."""

    market: str
    tier: str
    part: str
    low: float
    high: float
    truth: float
    unit: float

    @property
    def held(self) -> bool:
        return self.low <= self.truth <= self.high


def table() -> str:
    """Coverage by size of market and part, and what was said of shocks and of shops without any."""
    cells: list[Cell] = []
    words: dict[str, Counter[str]] = defaultdict(Counter)
    shops = int(os.environ.get("REBOUND_SHOPS", "100"))
    begun = time.process_time()
    for number in range(shops):
        planted, fed, found = answered(SEED + number)
        cells += list(_cells(planted, fed, found))
        for row in _rows(found):
            words[_said_of(planted, row)][row["level"]] += 1
    spent = (time.process_time() - begun) / shops
    return "\n\n".join([_coverage(cells), _words(words), f"{shops} shops, {spent:.1f} CPU seconds each"])


def answered(seed: int) -> tuple[dict[str, Any], Feed, Rebound]:
    """A sample shop's answer key, what the model was fed, and what it said."""
    with tempfile.TemporaryDirectory() as folder:
        build(folder, seed=seed)
        planted = json.loads((Path(folder) / "planted.json").read_text(encoding="utf-8"))
        asked = Question(closures=tuple(sorted(_closures(planted).items())))
        store = Store.open(folder)
        fed = feed(store, asked)
        store.close()
    controls = None if fed.controls.empty else fed.controls
    return planted, fed, rebound(fed.sales, asked.windows(fed.mature), controls, "value", sensitivity=False)


def _closures(planted: dict[str, Any]) -> dict[str, tuple[Closure, ...]]:
    return {
        one["market"]: (Closure(date.fromisoformat(one["closed_on"]), date.fromisoformat(one["reopened_on"])),)
        for one in planted["shocks"]
        if one["shock"] == SHOCK
    }


def _rows(found: Rebound) -> list[dict[str, Any]]:
    cuts = found.cuts
    rows: list[Any] = cuts[(cuts["channel"] == ALL) & (cuts["market"] != ALL)].to_dict("records")
    return rows


def _cells(planted: dict[str, Any], fed: Feed, found: Rebound) -> Iterator[Cell]:
    truth, lasting = _weeks(planted), _lasting(planted)
    for row in _rows(found):
        market, tier = str(row["market"]), str(row["tier"])
        window = found.answers[market if tier == ALL else f"{market} / {tier}"].windows[0]
        true = _true(_own(truth, market, tier), _own(fed.sales, market, tier)["value"], window)
        true["lasting"] = lasting.get((market, tier), np.nan)
        for part in PARTS:
            unit = true.get(f"{part}_of", 1.0)
            if np.isfinite(row[part]) and np.isfinite(true[part]):
                yield Cell(market, tier, part, row[f"{part}_low"], row[f"{part}_high"], true[part], unit)


def _weeks(planted: dict[str, Any]) -> pd.DataFrame:
    """week, market, tier, eur, eur_without."""
    since = pd.Timestamp(planted["plan"]["since"])
    return pd.concat(
        pd.DataFrame(
            {"week": since + pd.to_timedelta(7 * np.arange(len(one["eur"])), unit="D"), "market": one["market"],
             "tier": one["tier"], "eur": one["eur"], "eur_without": one["eur_without"]}
        )
        for one in planted["weeks"]
    )  # fmt: skip


def _lasting(planted: dict[str, Any]) -> dict[tuple[str, str], float]:
    shocks = [one for one in planted["shocks"] if one["shock"] == SHOCK]
    return {(one["market"], one["tier"]): float(np.expm1(one["lasting"])) for one in shocks}


def _own(table: pd.DataFrame, market: str, tier: str) -> pd.DataFrame:
    mine = table[(table["market"] == market) & ((table["tier"] == tier) | (tier == ALL))]
    return mine.groupby("week").sum(numeric_only=True)


def _true(planted: pd.DataFrame, value: "pd.Series[float]", window: Any) -> dict[str, float]:
    """What was lost and regained in the windows the model used, in its measure."""
    start, reopen, end = (pd.Timestamp(day) for day in (window.start, window.reopen, window.end))
    weeks = planted.index
    before = (weeks >= start - YEAR) & (weeks < start)
    price = value.reindex(weeks).fillna(0.0)[before].sum() / planted["eur"][before].sum()
    gap, without = price * (planted["eur"] - planted["eur_without"]), price * planted["eur_without"]
    shut, after = (weeks >= start) & (weeks < reopen), (weeks >= reopen) & (weeks <= end)
    lost, regained = -gap[shut].sum(), gap[after].sum()
    return {
        "suppressed": lost, "suppressed_of": without[shut].sum(), "excess": regained, "excess_of": without[after].sum(),
        "ratio": regained / lost if lost > 0 else np.nan,
    }  # fmt: skip


def _coverage(cells: list[Cell]) -> str:
    body = []
    for size in ("CN and IT", "smaller markets"):
        for what in ("market", "tier"):
            mine = [
                c
                for c in cells
                if (c.market in LARGE) == (size == "CN and IT") and (c.tier == ALL) == (what == "market")
            ]
            body.append([f"{size}, by {what}", *(_held([c for c in mine if c.part == part]) for part in PARTS)])
    return rows(["95 % coverage, half width (answers)", *PARTS], body)


def _held(cells: list[Cell]) -> str:
    if not cells:
        return "-"
    half = np.median([(c.high - c.low) / c.unit for c in cells if c.unit > 0]) / 2
    return f"{np.mean([c.held for c in cells]):.3f}, ±{100 * half:.0f} % ({len(cells)})"


def _said_of(planted: dict[str, Any], row: dict[str, Any]) -> str:
    truth = _lasting(planted).get((row["market"], row["tier"]))
    if truth is None:
        return "whole markets"
    size = "large" if row["market"] in LARGE else "small"
    return f"{size} market, planted {'gain' if truth > 0.01 else 'loss' if truth < -0.01 else 'no lasting change'}"


def _words(words: dict[str, Counter[str]]) -> str:
    said = sorted({word for each in words.values() for word in each})
    body = [[name, *(f"{each[word] / each.total():.2f}" for word in said)] for name, each in sorted(words.items())]
    return rows(["level", *(f"said {word}" for word in said)], body)
