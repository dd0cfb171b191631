"""The rebound of each series of a panel."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.rebound import verdict
from analytics.rebound.counterfactual import Asked, Counterfactual, counterfactual
from analytics.rebound.curves import curves, recovery
from analytics.rebound.decay import Decay
from analytics.rebound.evidence import backtest, donor_weights, model_weights, notes, placebo
from analytics.rebound.ledger import Ledger, interval, ledger, ratio
from analytics.rebound.prepare import Spans, prepared
from analytics.rebound.result import Answer, Effect, Window
from analytics.rebound.sensitivity import variants
from analytics.rebound.series import Panel
from analytics.rebound.sums import moved, shaped, summed
from analytics.rebound.windows import Windows


def answers(
    panel: Panel, windows: Windows | Mapping[str, Windows], draws: int = 1000, sensitivity: bool = True
) -> list[Answer]:
    """One answer per series, all series fitted together.

    Args:
        windows: shocks and reopenings, the same for all series or by their names.
        draws: simulated paths.
        sensitivity: whether to ask again with other windows, histories and models.

    Raises:
        CannotTell: too little is known before the shock or after the reopening.
    """
    begun = time.perf_counter()
    ready, spans = prepared(panel, windows)
    found = counterfactual(ready, asked(spans, draws))
    alone = [(series,) for series in range(len(spans))]
    shaken = variants(ready, spans, found, alone) if sensitivity else [()] * len(spans)
    plain = [answer(ready, spans[i], found, i) for i in range(len(spans))]
    spent = (time.perf_counter() - begun) / len(plain)
    return [replace(one, variants=v, seconds=spent) for one, v in zip(plain, shaken, strict=True)]


def asked(spans: Sequence[Spans], draws: int) -> Asked:
    """What to simulate so that these windows can be answered."""
    shock = max((s.reopen if s.reopen is not None else s.last) - s.start for one in spans for s in one)
    rebound = max((s.end - s.reopen if s.reopen is not None else 0) for one in spans for s in one)
    return Asked(tuple(one[0].start for one in spans), shock, rebound, draws)


def answer(panel: Panel, spans: Spans, found: Counterfactual, series: int) -> Answer:
    """The answer of one series, without its sensitivity."""
    sums = summed(panel, spans, found, series)
    shape = shaped(panel, spans, found, series)
    tried = placebo(found, series, sums)
    alarms = tried.credible
    lasting = None if shape is None else Interval.of_draws(np.expm1(shape.lasting[1:]))
    reopened = spans[-1].reopen is not None
    unit = panel.unit
    return Answer(
        name=panel.names[series],
        suppressed=interval(sums.lost) if reopened else None,
        excess=interval(sums.regained) if reopened else None,
        ratio=ratio(sums) if reopened else None,
        released=interval(sums.released) if reopened else None,
        beyond=interval(sums.beyond) if reopened else None,
        pulled_forward=interval(sums.given_back) if reopened else None,
        lasting=lasting,
        transient=_transient(spans, found, series, shape) if reopened else None,
        half_life=_times(shape.published, unit) if shape is not None and reopened else None,
        recovery=recovery(panel, spans, found, series) if reopened else None,
        effect=_effect(sums),
        placebo=tried,
        backtest=backtest(found, series, panel.clock.per_year),
        level=verdict.level(lasting, alarms),
        rebound=verdict.rebound(sums, alarms, shape) if reopened else verdict.UNKNOWN,
        windows=tuple(_window(panel, spans, found, series, k) for k in range(len(spans))),
        donors=donor_weights(found, series),
        models=model_weights(found, series),
        variants=(),
        notes=notes(panel, spans, found, series),
        period="day" if panel.unit == 7 else panel.clock.word,
        curves=curves(panel, spans, found, series),
        seconds=0.0,
    )


def _transient(spans: Spans, found: Counterfactual, series: int, shape: Decay | None) -> Interval | None:
    last = spans[-1]
    if shape is None or last.reopen is None:
        return None
    own = slice(last.reopen - found.start, last.end - found.start)
    periods = np.arange(last.end - last.reopen, dtype=float)
    above = np.exp(shape.curve(periods)) - np.exp(shape.lasting)[:, None]
    return interval((found.amounts[:, series, own] * above).sum(1))


def _times(found: Interval | None, unit: int) -> Interval | None:
    return None if found is None else Interval(found.estimate * unit, found.low * unit, found.high * unit)


def _effect(sums: Ledger) -> Effect:
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.where(sums.expected != 0, sums.effect / sums.expected, 0.0)
    whole = interval(sums.effect)
    each = Interval(*(value / max(sums.periods, 1e-9) for value in (whole.estimate, whole.low, whole.high)))
    return Effect(each, whole, interval(relative))


def _window(panel: Panel, spans: Spans, found: Counterfactual, series: int, k: int) -> Window:
    span = spans[k]
    start = spans[0].start
    own = slice(start - found.start, None)
    actual, seen = panel.amounts[series, start:], panel.seen[series, start:]
    sums = ledger(actual, found.amounts[:, series, own], (moved(spans)[k],), seen, panel.unit)
    dates = panel.dates
    last = dates[span.end - 1] if span.end >= len(dates) else dates[span.end] - pd.Timedelta(days=1)
    if span.reopen is None:
        return Window(dates[span.start].date(), None, last.date(), None, None, None)
    reopen = dates[span.reopen].date()
    return Window(
        dates[span.start].date(),
        reopen,
        last.date(),
        interval(sums.lost),
        interval(sums.regained),
        interval(sums.bounce),
    )
