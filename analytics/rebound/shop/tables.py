"""The answers as tables, for charts and for taking along. Amounts in EUR, ratios and levels as shares, half-lives in weeks."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.rebound.answer.result import Answer
from analytics.rebound.shop.market_rebounds import MarketRebounds

PARTS = ("suppressed", "excess", "ratio", "released", "beyond", "transient", "pulled_forward", "lasting", "half_life")
AHEAD = 26  # weeks of scenario, and of what is known before it
ENDS = ("estimate", "low", "high")
PHASES = ("before", "during", "after", "expected")


def course(rebounds: MarketRebounds, market: str) -> pd.DataFrame:
    """One row per week: actual of two years before the shock; then actual, counterfactual, and the gap so far."""
    lines, sold = rebounds.of(market).curves, rebounds.sold(market)
    since = pd.DataFrame({"week": pd.DatetimeIndex(lines.dates), "actual": lines.actual, "estimate": lines.expected})
    since = since.assign(low=lines.low, high=lines.high, gap=lines.gap, gap_low=lines.gap_low, gap_high=lines.gap_high)
    before = sold[sold["week"] < since["week"].iloc[0]]
    return pd.concat([before, since], ignore_index=True) if len(before) else since


def gap(answer: Answer) -> pd.DataFrame:
    """One row per week since the shock: actual less counterfactual, added up."""
    lines = answer.curves
    weeks = pd.DatetimeIndex(lines.dates)
    return pd.DataFrame({"week": weeks, "estimate": lines.gap, "low": lines.gap_low, "high": lines.gap_high})


def decomposition(answer: Answer) -> pd.DataFrame:
    """One row per part with its interval, and the verdicts; empty where there is no answer."""
    rows = [{"part": part, **_ends(getattr(answer, part))} for part in PARTS]
    return pd.DataFrame(rows).assign(rebound=answer.rebound, level=answer.level)


def scenario(rebounds: MarketRebounds, market: str) -> pd.DataFrame:
    """The fan of half a year to come (a quarter where data end) after half a year of what was sold; `actual` also later, where the data reach."""
    fan = rebounds.rebound.fans
    fan = fan[fan["name"] == market].drop(columns="name").head(AHEAD)
    if fan.empty:
        return fan
    sold, week = rebounds.sold(market), pd.Timedelta(weeks=1)
    shown = sold[(sold["week"] >= fan["week"].min() - AHEAD * week) & (sold["week"] <= fan["week"].max())]
    both: pd.DataFrame = shown.merge(fan, on="week", how="outer").sort_values("week", ignore_index=True)
    return both


def phases(mix: pd.DataFrame) -> pd.DataFrame:
    """Shares of the tiers of one market: one row per phase (before, during, after, expected after) and tier."""
    after = mix[mix["window"] == "after"]
    expected = after.assign(window="expected", share=after["expected"] / after["expected"].sum())
    rows = pd.concat([mix, expected]).rename(columns={"window": "phase"})
    return rows[["phase", "tier", "share"]].reset_index(drop=True)


def of_row(row: Mapping[Any, Any], part: str) -> Interval | None:
    """A part of a row of `Rebound.cuts`."""
    estimate, low, high = (row[name] for name in (part, f"{part}_low", f"{part}_high"))
    return None if pd.isna(estimate) else Interval(float(estimate), float(low), float(high))


def checks(answer: Answer) -> pd.DataFrame:
    """One row per way of asking: `changed` (a reason's code, empty for the answer itself), part (relative, excess, lasting), bounds."""
    ways = [("", answer.effect.relative, answer.excess, answer.lasting)]
    ways += [(variant.changed.code, variant.relative, variant.excess, variant.lasting) for variant in answer.variants]
    rows = [
        {"changed": changed, "part": part, **_ends(value)}
        for changed, *values in ways
        for part, value in zip(("relative", "excess", "lasting"), values, strict=True)
        if value is not None
    ]
    return pd.DataFrame(rows, columns=["changed", "part", *ENDS])


def spread(answer: Answer, bins: int = 13) -> pd.DataFrame:
    """How many quiet dates gave which effect, in steps of equal width, and in which the shock stands.

    Returns:
        One row per step: `effect` (its middle), `quiet` (dates), `shock` (1 in the shock's step).
    """
    effect, tried = answer.effect.relative.estimate, np.array(answer.placebo.effects, dtype=float)
    reach = max(float(np.abs([*tried, effect]).max()) * 1.001, 0.05)
    edges = np.linspace(-reach, reach, bins + 1)
    quiet, shock = np.histogram(tried, edges)[0], np.histogram([effect], edges)[0]
    return pd.DataFrame({"effect": (edges[:-1] + edges[1:]) / 2, "quiet": quiet, "shock": shock})


def _ends(interval: Interval | None) -> dict[str, float]:
    return {end: np.nan if interval is None else float(getattr(interval, end)) for end in ENDS}
