"""Did the cheap tiers shrink? Shares of sales by tier during the shock and after, against what they would have been."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.rebound.fit.ledger import interval
from analytics.rebound.fit.simulation import Simulation
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.leaves import Leaf

YEAR = 52


def mix(simulation: Simulation, leaves: Sequence[Leaf]) -> pd.DataFrame:
    """Net of prices where the sales are in constant prices, and of promotions, whose depth the counterfactual knows.

    Returns:
        One row per (market, window, tier); window is before (the year up to the shock), during, or after: `share`,
        `expected` (as it would have been; the share itself before), `expected_low`, `expected_high`, `shift` in share
        points with bounds.
    """
    rows: list[dict[str, object]] = []
    for market in dict.fromkeys(leaf.market for leaf in leaves):
        members = [place for place, leaf in enumerate(leaves) if leaf.market == market]
        own = simulation.windows[members[0]][0]
        reopen = own.reopen if own.reopen is not None else own.last
        windows = {"before": slice(max(own.start - YEAR, 0), own.start), "during": slice(own.start, reopen)}
        if reopen < own.last:
            windows["after"] = slice(reopen, own.last)
        for name, window in windows.items():
            shares = _shares(simulation, [(leaves[m].tier, m) for m in members], window, own.start)
            rows += _window(market, name, shares)
    return pd.DataFrame(rows)


Shares = dict[str, tuple[float, Array]]


def _shares(simulation: Simulation, members: list[tuple[str, int]], window: slice, start: int) -> Shares:
    """Of each tier, its share of the market's sales and its expected share on every path."""
    simulated = simulation.paths
    actual: dict[str, float] = {}
    expected: dict[str, Array] = {}
    for tier, member in members:
        sold = float(simulation.panel.amounts[member, window].sum())
        actual[tier] = actual.get(tier, 0.0) + sold
        if window.stop <= start:
            path = np.full(len(simulated.amounts), sold)
        else:
            path = simulated.amounts[:, member, window.start - simulated.start : window.stop - simulated.start].sum(1)
        expected[tier] = expected.get(tier, np.zeros(len(path))) + path
    whole, paths = sum(actual.values()), np.sum(list(expected.values()), axis=0)
    return {tier: (actual[tier] / whole if whole else np.nan, expected[tier] / paths) for tier in actual}


def _window(market: str, window: str, shares: Shares) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for tier, (share, paths) in shares.items():
        expected, shift = interval(paths), interval(share - paths)
        rows.append(
            {"market": market, "window": window, "tier": tier, "share": share,
             "expected": expected.estimate, "expected_low": expected.low, "expected_high": expected.high,
             "shift": shift.estimate, "shift_low": shift.low, "shift_high": shift.high}
        )  # fmt: skip
    return rows
