"""The rebound of a shop: every market, price tier and channel from one fit, parts adding up to the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analytics.rebound.answer.answers import answer
from analytics.rebound.answer.cuts import ALL, cut_table, cuts_of
from analytics.rebound.answer.mix import mix
from analytics.rebound.answer.result import Answer
from analytics.rebound.answer.scenario import EDGES, bands, fan
from analytics.rebound.answer.substitution import Substitution, substitutions
from analytics.rebound.check.variants import Variant, variants
from analytics.rebound.fit.simulation import Simulation, simulation
from analytics.rebound.series.ahead import extended
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.leaves import Leaf, leaves
from analytics.rebound.series.panel import Panel
from analytics.rebound.series.prepared import prepared
from analytics.rebound.series.windows import Windows
from analytics.results import CannotTell, Reason

DRAWS, AHEAD, EARLIER = 600, 13, 14


@dataclass(frozen=True)
class Drawn:
    """What was sold in a market and what would have been, to be summed over other windows.

    actual: (weeks,); expected: (paths, weeks), the first path the point estimate. A quarter before the first shock is there
    too, in which what would have been is what was.
    """

    weeks: pd.DatetimeIndex
    actual: Array
    expected: Array


@dataclass(frozen=True)
class Rebound:
    """The rebound of a shop's markets.

    cuts: one row per cut of the shop, `market`, `tier`, `channel` ("all" where summed over), amounts and shares as in
        `Answer` with `_low` and `_high` beside them, `level`, `rebound`, `false_alarm_rate`, `p`.
    answers: by name ("IT", "IT / premium"), with curves, placebo dates, donors, sensitivity.
    mix: one row per (market, window, tier): `share` of sales, `expected` share with bounds, `shift` with bounds.
    fans: one row per (name, week to come): `expected` without the shock; `middle` as fitted, and the edges of its
        bands: `low95`, `low80`, `low50`, `high50`, `high80`, `high95`.
    stretch: how much wider than the model claims the intervals were made; notes: what the reader must know.
    sold: one row per (market, week there is, looked at or not): `actual`, of the series the answers are made of.
    channels: of each market, what other channels took up of what its shops lost.
    drawn: by market; too large to be kept with the rest.
    """

    cuts: pd.DataFrame
    answers: dict[str, Answer]
    mix: pd.DataFrame
    fans: pd.DataFrame
    stretch: float
    notes: tuple[Reason, ...]
    sold: pd.DataFrame = field(default_factory=pd.DataFrame)
    channels: tuple[Substitution, ...] = ()
    drawn: dict[str, Drawn] = field(default_factory=dict)


def rebound(
    sales: pd.DataFrame,
    windows: Mapping[str, Windows],
    controls: pd.DataFrame | None = None,
    value: str = "net_constant_eur",
    sensitivity: bool = True,
) -> Rebound:
    """The rebound of each market that was shut, by tier and channel.

    Args:
        sales: one row per (week, market, tier, channel) with `value` and, for promotions, `gross_eur`, `discount_eur`.
        windows: by market.
        controls: weeks by series the shock did not touch: other markets, a benchmark of the trade.
        value: the column of sales; real terms need constant currency, and prices where a deflator is known.
        sensitivity: whether to ask again with other windows, histories and models.

    Raises:
        CannotTell: no market of the windows had sales before its shock, or windows that do not fit the weeks.
    """
    known = {market: windows[market] for market in windows if market in set(sales["market"])}
    if not known:
        raise CannotTell(Reason("nothing_sold", markets=windows))
    grown = leaves(sales, {market: own.shocks[0].start for market, own in known.items()}, value, controls)
    named, panel = grown.leaves, grown.panel
    own = {name: known[leaf.market] for name, leaf in zip(panel.names, named, strict=True)}
    ready, placed = prepared(panel, own)
    simulated = simulation(extended(ready, AHEAD), placed, DRAWS)
    cuts = cuts_of(named)
    answered_cuts = {str(cut): members for cut, members in cuts.items() if cut.channel == ALL and cut.market != ALL}
    markets = {str(cut): members for cut, members in cuts.items() if str(cut) in answered_cuts and cut.tier == ALL}
    others = variants(simulated, list(answered_cuts.values())) if sensitivity else [()] * len(answered_cuts)
    answered = _noted(_answers(simulated, answered_cuts, others), grown.young)
    return Rebound(
        cuts=cut_table(simulated, cuts, answered),
        answers=answered,
        mix=mix(simulated, named),
        fans=_fans(simulated, markets),
        stretch=simulated.paths.stretch,
        notes=tuple(dict.fromkeys(note for own in answered.values() for note in own.notes)),
        sold=_sold(panel, named),
        channels=substitutions(simulated, named, grown.sold, known, controls, value, DRAWS, answered),
        drawn={market: _drawn(simulated, members) for market, members in markets.items()},
    )


def _sold(panel: Panel, leaves: Sequence[Leaf]) -> pd.DataFrame:
    wide = pd.DataFrame(panel.amounts.T, index=panel.dates.rename("week"), columns=[leaf.market for leaf in leaves])
    return wide.T.groupby(level=0).sum().T.reset_index().melt("week", var_name="market", value_name="actual")


def _drawn(simulation: Simulation, members: list[int]) -> Drawn:
    """The sum of the members; they share their windows."""
    windows, panel, simulated = simulation.windows[members[0]], simulation.panel, simulation.paths
    first, last = windows[0].start, windows[-1].last
    begin = max(first - EARLIER, 0)
    actual = panel.amounts[members, begin:last].sum(0)
    expected = simulated.amounts[:, members, first - simulated.start : last - simulated.start].sum(1)
    before = np.broadcast_to(actual[: first - begin], (len(expected), first - begin))
    return Drawn(panel.dates[begin:last], actual, np.concatenate([before, expected], axis=1))


def _answers(
    simulation: Simulation, cuts: dict[str, list[int]], varied: Sequence[tuple[Variant, ...]]
) -> dict[str, Answer]:
    return {
        name: replace(answer(simulation.sum(members, name)), name=name, variants=own)
        for (name, members), own in zip(cuts.items(), varied, strict=True)
    }


def _noted(answers: dict[str, Answer], young: Sequence[Leaf]) -> dict[str, Answer]:
    """The answers of whole markets, with a note of what was sold too little before the shock to be in any sum."""
    noted = dict(answers)
    for market in dict.fromkeys(leaf.market for leaf in young):
        if market in noted:
            parts = [(leaf.tier, leaf.channel) for leaf in young if leaf.market == market]
            note = Reason("parts_left_out", parts=parts)
            noted[market] = replace(noted[market], notes=(*noted[market].notes, note))
    return noted


def _fans(simulation: Simulation, cuts: dict[str, list[int]]) -> pd.DataFrame:
    parts = []
    for name, members in cuts.items():
        series = simulation.sum(members, name)
        ahead = fan(series)
        if ahead is not None:
            weeks = {"name": name, "week": series.panel.dates[series.last :]}
            expected = series.expected[0, series.last - series.start :]
            parts.append(pd.DataFrame({**weeks, "expected": expected, **bands(ahead)}))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["name", "week", "expected", *EDGES])
