"""The rebound of a shop: every market, price tier and channel from one fit, parts adding up to the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analytics.rebound.answer import answer, asked
from analytics.rebound.counterfactual import Counterfactual, counterfactual
from analytics.rebound.cuts import ALL, cut_table, cuts_of
from analytics.rebound.leaves import Leaf, leaves
from analytics.rebound.mix import mix
from analytics.rebound.noise import Array
from analytics.rebound.prepare import Spans, prepared
from analytics.rebound.result import Answer, Variant
from analytics.rebound.scenario import EDGES, bands, extended, fan
from analytics.rebound.sensitivity import variants
from analytics.rebound.series import Panel
from analytics.rebound.together import one_series
from analytics.rebound.windows import Windows
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
    """What a page shows.

    cuts: one row per cut of the shop, `market`, `tier`, `channel` ("all" where summed over), amounts and shares as in
        `Answer` with `_low` and `_high` beside them, `level`, `rebound`, `false_alarm_rate`, `p`.
    answers: by name ("IT", "IT / premium"), with curves, placebo dates, donors, sensitivity.
    mix: one row per (market, window, tier): `share` of sales, `expected` share with bounds, `shift` with bounds.
    fans: one row per (name, week to come): `expected` without the shock; `middle` as fitted, and the edges of its
        bands: `low95`, `low80`, `low50`, `high50`, `high80`, `high95`.
    stretch: how much wider than the model claims the intervals were made; notes: what the reader must know.
    sold: one row per (market, week there is, looked at or not): `actual`, of the series the answers are made of.
    drawn: by market; too large to be kept with the rest.
    """

    cuts: pd.DataFrame
    answers: dict[str, Answer]
    mix: pd.DataFrame
    fans: pd.DataFrame
    stretch: float
    notes: tuple[Reason, ...]
    sold: pd.DataFrame = field(default_factory=pd.DataFrame)
    drawn: dict[str, Drawn] = field(default_factory=dict)


def of_shop(
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
    ready, spans = prepared(panel, {name: known[leaf.market] for name, leaf in zip(panel.names, named, strict=True)})
    ready = extended(ready, AHEAD)
    found = counterfactual(ready, asked(spans, DRAWS))
    chosen = cuts_of(named)
    whole = {name: members for name, members in chosen.items() if name.channel == ALL and name.market != ALL}
    named_cuts = {str(name): members for name, members in whole.items()}
    shaken = variants(ready, spans, found, list(named_cuts.values())) if sensitivity else [()] * len(named_cuts)
    answered = _noted(_answers(ready, spans, found, named_cuts, shaken), grown.young)
    return Rebound(
        cuts=cut_table(ready, spans, found, chosen, answered),
        answers=answered,
        mix=mix(ready, spans, found, named),
        fans=_fans(ready, spans, found, {str(n): m for n, m in whole.items() if n.tier == ALL}),
        stretch=found.stretch,
        notes=tuple(dict.fromkeys(note for each in answered.values() for note in each.notes)),
        sold=_sold(panel, named),
        drawn={str(name): _drawn(ready, spans, found, members) for name, members in whole.items() if name.tier == ALL},
    )


def _sold(panel: Panel, leaves: Sequence[Leaf]) -> pd.DataFrame:
    wide = pd.DataFrame(panel.amounts.T, index=panel.dates.rename("week"), columns=[leaf.market for leaf in leaves])
    return wide.T.groupby(level=0).sum().T.reset_index().melt("week", var_name="market", value_name="actual")


def _drawn(panel: Panel, spans: Sequence[Spans], found: Counterfactual, members: list[int]) -> Drawn:
    """The sum of the members; they share their windows."""
    first, last = spans[members[0]][0].start, spans[members[0]][-1].last
    begin = max(first - EARLIER, 0)
    actual = panel.amounts[members, begin:last].sum(0)
    expected = found.amounts[:, members, first - found.start : last - found.start].sum(1)
    before = np.broadcast_to(actual[: first - begin], (len(expected), first - begin))
    return Drawn(panel.dates[begin:last], actual, np.concatenate([before, expected], axis=1))


def _answers(
    panel: Panel,
    spans: Sequence[Spans],
    found: Counterfactual,
    cuts: dict[str, list[int]],
    shaken: Sequence[tuple[Variant, ...]],
) -> dict[str, Answer]:
    answers = {}
    for (name, members), other in zip(cuts.items(), shaken, strict=True):
        one, own, paths, place = one_series(panel, spans, found, members, name)
        answers[name] = replace(answer(one, own, paths, place), name=name, variants=other)
    return answers


def _noted(answers: dict[str, Answer], young: Sequence[Leaf]) -> dict[str, Answer]:
    """The answers of whole markets, with a note of what was sold too little before the shock to be in any sum."""
    noted = dict(answers)
    for market in dict.fromkeys(leaf.market for leaf in young):
        if market in noted:
            parts = [(leaf.tier, leaf.channel) for leaf in young if leaf.market == market]
            note = Reason("parts_left_out", parts=parts)
            noted[market] = replace(noted[market], notes=(*noted[market].notes, note))
    return noted


def _fans(panel: Panel, spans: Sequence[Spans], found: Counterfactual, cuts: dict[str, list[int]]) -> pd.DataFrame:
    parts = []
    for name, members in cuts.items():
        one, own, paths, place = one_series(panel, spans, found, members, name)
        drawn = fan(one, own, paths, place)
        if drawn is not None:
            last = own[-1].last
            columns = {
                "name": name,
                "week": panel.dates[last:],
                "expected": paths.amounts[0, place, last - found.start :],
            }
            parts.append(pd.DataFrame({**columns, **bands(drawn)}))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["name", "week", "expected", *EDGES])
