"""The rebound of each series of a panel."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.rebound.answer.curves import curves, recovery
from analytics.rebound.answer.result import Answer, Effect, Window
from analytics.rebound.check import verdict
from analytics.rebound.check.notes import notes
from analytics.rebound.check.placebo import backtest, placebo
from analytics.rebound.check.probabilities import probabilities
from analytics.rebound.check.variants import variants
from analytics.rebound.check.weights import donor_weights, model_weights
from analytics.rebound.fit.decay import Decay
from analytics.rebound.fit.ledger import Ledger, excess, interval, ledger, of_both, ratio, relative, suppressed
from analytics.rebound.fit.simulation import SimulatedSeries, simulation
from analytics.rebound.series.panel import Panel
from analytics.rebound.series.prepared import prepared
from analytics.rebound.series.windows import Windows


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
    simulated = simulation(*prepared(panel, windows), draws)
    places = range(len(simulated.windows))
    others = variants(simulated, [(place,) for place in places]) if sensitivity else [()] * len(places)
    plain = [answer(simulated.series(place)) for place in places]
    spent = (time.perf_counter() - begun) / len(plain)
    return [replace(made, variants=own, seconds=spent) for made, own in zip(plain, others, strict=True)]


def answer(series: SimulatedSeries) -> Answer:
    """The answer of one series, without its variants."""
    sums, shape, is_reopened = series.ledger(), series.decay(), series.is_reopened
    quiet = placebo(series, sums)
    share = None if shape is None else shape.share()
    lasting = None if share is None else Interval.of_draws(share[1:])
    unit, level = series.panel.unit, verdict.level(lasting, quiet.credible)
    return Answer(
        name=series.name,
        suppressed=suppressed(sums) if is_reopened else None,
        excess=excess(sums) if is_reopened else None,
        ratio=ratio(sums) if is_reopened else None,
        released=of_both(sums, sums.released) if is_reopened else None,
        beyond=of_both(sums, sums.beyond) if is_reopened else None,
        pulled_forward=of_both(sums, sums.given_back) if is_reopened else None,
        lasting=lasting,
        transient=_transient(series, shape),
        half_life=_times(shape.published, unit) if shape is not None and is_reopened else None,
        recovery=recovery(series) if is_reopened else None,
        effect=_effect(sums),
        placebo=quiet,
        backtest=backtest(series),
        level=level,
        rebound=verdict.rebound(sums, quiet.credible, shape) if is_reopened else verdict.UNKNOWN,
        probabilities=probabilities(share, sums if is_reopened else None, quiet.credible, level),
        windows=tuple(_window(series, place) for place in range(len(series.windows))),
        donors=donor_weights(series),
        models=model_weights(series),
        variants=(),
        notes=notes(series),
        period="day" if unit == 7 else series.clock.word,
        curves=curves(series),
        seconds=0.0,
    )


def _transient(series: SimulatedSeries, shape: Decay | None) -> Interval | None:
    """What fades of the excess; None where the levels it fades from and to are open, as against next to nothing it is without end."""
    last = series.windows[-1]
    if shape is None or not shape.is_told or last.reopen is None:
        return None
    own = slice(last.reopen - series.start, last.end - series.start)
    periods = np.arange(last.end - last.reopen, dtype=float)
    above = np.exp(shape.curve(periods)) - np.exp(shape.lasting)[:, None]
    return interval((series.expected[:, own] * above).sum(1))


def _times(periods: Interval | None, unit: int) -> Interval | None:
    return None if periods is None else Interval(periods.estimate * unit, periods.low * unit, periods.high * unit)


def _effect(sums: Ledger) -> Effect:
    whole = interval(sums.effect)
    average = Interval(*(value / max(sums.periods, 1e-9) for value in (whole.estimate, whole.low, whole.high)))
    return Effect(average, whole, relative(sums))


def _window(series: SimulatedSeries, place: int) -> Window:
    span, dates = series.windows[place], series.panel.dates
    start, end = dates[span.start].date(), _end(dates, span.end)
    if span.reopen is None:
        return Window(start, None, end, None, None, None)
    sums = ledger(series.actual, series.expected, (series.shifted_windows()[place],), series.seen, series.panel.unit)
    reopen = dates[span.reopen].date()
    return Window(start, reopen, end, suppressed(sums), excess(sums), of_both(sums, sums.bounce))


def _end(dates: pd.DatetimeIndex, end: int) -> date:
    """The last day before a period; where the series ends, the first day of its last period."""
    return (dates[end - 1] if end >= len(dates) else dates[end] - pd.Timedelta(days=1)).date()
