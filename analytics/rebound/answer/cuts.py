"""The shop cut every way that adds up: channels to tiers, tiers to markets, markets to the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.interval import Interval, cells
from analytics.rebound.answer.result import Answer
from analytics.rebound.check import verdict
from analytics.rebound.fit.ledger import Ledger, excess, interval, of_both, ratio, relative, suppressed, together
from analytics.rebound.fit.simulation import Simulation
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.leaves import Leaf
from analytics.rebound.series.windows import Spans

ALL = "all"
LIGHT = 0.05  # of the sales expected in the parts whose level is told
MEASURES = ("suppressed", "excess", "ratio", "released", "beyond", "pulled_forward", "lasting", "effect", "relative")


@dataclass(frozen=True)
class Cut:
    """A part of the shop; "all" where it is summed over."""

    market: str
    tier: str
    channel: str

    def __str__(self) -> str:
        return " / ".join(part for part in (self.market, self.tier, self.channel) if part != ALL) or ALL


def cuts_of(leaves: Sequence[Leaf]) -> dict[Cut, list[int]]:
    """Every cut and the leaves it sums: leaves, market x tier, market x channel, each market, tier, channel, the whole."""
    cuts: dict[Cut, list[int]] = {}
    for place, leaf in enumerate(leaves):
        for market in (leaf.market, ALL):
            for tier in (leaf.tier, ALL):
                for channel in (leaf.channel, ALL):
                    cuts.setdefault(Cut(market, tier, channel), []).append(place)
    return cuts


def cut_table(simulation: Simulation, cuts: Mapping[Cut, list[int]], answers: Mapping[str, Answer]) -> pd.DataFrame:
    """One row per cut; columns as in `Rebound.cuts`.

    Args:
        cuts: each with the places of its members in the panel; answers: by the names of their cuts.
    """
    ledgers = [simulation.series(place).ledger() for place in range(len(simulation.windows))]
    rows = []
    for cut, members in cuts.items():
        sums = together([ledgers[m] for m in members])
        answer = answers.get(str(cut)) if cut.channel == ALL else None
        rows.append(_row(cut, sums, _lasting(simulation, members), answer))
    return pd.DataFrame(rows)


def _lasting(simulation: Simulation, members: list[int]) -> Array | None:
    """Lasting share on every path: of the members' sum, or, over markets with windows of their own, of their mean.

    A part that sells next to nothing may be open: it is left out of the mean while it weighs less than `LIGHT` of it.
    """
    by_window: dict[Spans, list[int]] = {}
    for member in members:
        by_window.setdefault(simulation.windows[member], []).append(member)
    shares: list[Array] = []
    weights: list[float] = []
    open_weight = 0.0
    for group in by_window.values():
        series = simulation.sum(group)
        shape, weight = series.decay(), max(float(series.ledger().expected_after[0]), 0.0)
        share = None if shape is None else shape.share()
        if share is None:
            open_weight += weight
        else:
            shares.append(share)
            weights.append(weight)
    settled_weight = sum(weights)
    return (
        np.asarray(np.average(shares, axis=0, weights=weights))
        if settled_weight > 0 and open_weight <= LIGHT * settled_weight
        else None
    )


def _row(cut: Cut, sums: Ledger, lasting: Array | None, answer: Answer | None) -> dict[str, object]:
    alarms = answer.placebo.credible if answer is not None else 0.0
    level = None if lasting is None else Interval.of_draws(lasting[1:])
    measures = {
        "suppressed": suppressed(sums), "excess": excess(sums), "ratio": ratio(sums),
        "released": of_both(sums, sums.released), "beyond": of_both(sums, sums.beyond),
        "pulled_forward": of_both(sums, sums.given_back), "lasting": level, "effect": interval(sums.effect),
        "relative": relative(sums),
    }  # fmt: skip
    row: dict[str, object] = {"market": cut.market, "tier": cut.tier, "channel": cut.channel}
    for name, value in measures.items():
        row |= cells(name, value)
    word = answer.rebound if answer is not None else verdict.rebound(sums, alarms)
    words = {"level": verdict.level(level, alarms), "rebound": word}
    placebo = None if answer is None else answer.placebo
    return row | words | {
        "false_alarm_rate": np.nan if placebo is None or placebo.false_alarm_rate is None else placebo.false_alarm_rate,
        "p": np.nan if placebo is None or placebo.p is None else placebo.p,
    }  # fmt: skip
