"""The same question under other choices: dates, history, model."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from analytics.rebound.counterfactual import Asked, Counterfactual, counterfactual
from analytics.rebound.ledger import interval
from analytics.rebound.model import Candidate
from analytics.rebound.prepare import Spans
from analytics.rebound.result import Variant
from analytics.rebound.series import Panel
from analytics.rebound.sums import shaped, summed
from analytics.rebound.together import one_series
from analytics.results import Reason

DRAWS = 300


def variants(
    panel: Panel, spans: Sequence[Spans], found: Counterfactual, cuts: Sequence[Sequence[int]]
) -> list[tuple[Variant, ...]]:
    """For each cut, the answer with the shock earlier, reopening moved, half the history, and other models.

    The paths are fewer and the widening of intervals is taken over from the answer itself.

    Args:
        cuts: the series summed for each answer; one series alone is a cut of one.
    """
    answered: list[list[Variant]] = [[] for _ in cuts]
    for changed, run in _choices(panel, spans, found).items():
        result = run()
        if result is None:
            continue
        other, windows, simulated = result
        for place, members in enumerate(cuts):
            answered[place].append(_variant(changed, *one_series(other, windows, simulated, members)))
    return [tuple(each) for each in answered]


Run = Callable[[], tuple[Panel, Sequence[Spans], Counterfactual] | None]


def _choices(panel: Panel, spans: Sequence[Spans], found: Counterfactual) -> dict[Reason, Run]:
    early = max(1, round(panel.clock.per_year / 26))
    by = (early, panel.clock.word)
    choices: dict[Reason, Run] = {
        Reason("shock_earlier", by=by): lambda: _moved(panel, spans, found, -early),
        Reason("reopening_later", by=by): lambda: _reopened(panel, spans, found, early),
        Reason("half_history"): lambda: _shorter(panel, spans, found),
        Reason("no_growth"): lambda: _only(panel, spans, found, lambda c: c.growth == "no growth"),
        Reason("free_growth"): lambda: _only(panel, spans, found, lambda c: c.growth == "growth"),
    }
    if found.donors is not None and found.donors.kept:
        choices[Reason("no_controls")] = lambda: _only(panel, spans, found, lambda c: c.donors == "no donors")
    return choices


def _simulated(panel: Panel, found: Counterfactual, asked: Asked) -> Counterfactual:
    plain = counterfactual(panel, replace(asked, draws=DRAWS), tried=False)
    middle = plain.amounts[:1]
    return replace(plain, amounts=middle + found.stretch * (plain.amounts - middle), stretch=found.stretch)


def _moved(
    panel: Panel, spans: Sequence[Spans], found: Counterfactual, by: int
) -> tuple[Panel, Sequence[Spans], Counterfactual] | None:
    if min(one[0].start for one in spans) + by < 8:
        return None
    windows = [(replace(one[0], start=one[0].start + by), *one[1:]) for one in spans]
    asked = replace(found.asked, starts=tuple(one[0].start for one in windows))
    return panel, windows, _simulated(panel, found, asked)


def _reopened(
    panel: Panel, spans: Sequence[Spans], found: Counterfactual, by: int
) -> tuple[Panel, Sequence[Spans], Counterfactual] | None:
    if any(s.reopen is None or s.reopen + by >= s.end for one in spans for s in one):
        return None
    windows = [tuple(replace(s, reopen=(s.reopen or 0) + by) for s in one) for one in spans]
    return panel, windows, found


def _shorter(
    panel: Panel, spans: Sequence[Spans], found: Counterfactual
) -> tuple[Panel, Sequence[Spans], Counterfactual] | None:
    cut = min(one[0].start for one in spans) // 2
    if cut < max(8, panel.clock.per_year if panel.clock.per_year > 1 else 8):
        return None
    later = replace(
        panel,
        dates=panel.dates[cut:],
        values=panel.values[:, cut:],
        controls=panel.controls[:, cut:],
        regressors=panel.regressors[:, :, cut:],
        exposure=None if panel.exposure is None else panel.exposure[:, cut:],
    )
    windows = [
        tuple(
            replace(s, start=s.start - cut, reopen=None if s.reopen is None else s.reopen - cut, end=s.end - cut,
                    last=s.last - cut)
            for s in one
        )
        for one in spans
    ]  # fmt: skip
    asked = replace(found.asked, starts=tuple(start - cut for start in found.asked.starts))
    return later, windows, _simulated(later, found, asked)


def _only(
    panel: Panel, spans: Sequence[Spans], found: Counterfactual, keep: Callable[[Candidate], bool]
) -> tuple[Panel, Sequence[Spans], Counterfactual]:
    return panel, spans, _simulated(panel, found, replace(found.asked, only=keep))


def _variant(changed: Reason, panel: Panel, spans: Spans, found: Counterfactual, series: int) -> Variant:
    sums = summed(panel, spans, found, series)
    shape = shaped(panel, spans, found, series)
    relative = interval(sums.effect / np.where(sums.expected != 0, sums.expected, 1.0))
    reopened = spans[-1].reopen is not None
    excess = interval(sums.regained) if reopened else None
    return Variant(changed, relative, excess, None if shape is None else interval(np.expm1(shape.lasting)))
