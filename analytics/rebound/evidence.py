"""Why the answer may be believed, or not: placebo dates, backtest, donors, models, and what the reader must know."""

from collections import defaultdict

import numpy as np

from analytics.rebound.counterfactual import Counterfactual
from analytics.rebound.donors import bound
from analytics.rebound.forecast import likely
from analytics.rebound.ledger import Ledger
from analytics.rebound.noise import Array
from analytics.rebound.placebo import Z95
from analytics.rebound.prepare import Spans
from analytics.rebound.result import Backtest, Placebo
from analytics.rebound.series import Panel
from analytics.results import Reason


def placebo(found: Counterfactual, series: int, sums: Ledger) -> Placebo:
    """How often the model cries wolf on this series, and how the true date ranks among the others."""
    group, place = found.place(series)
    if not found.placebos or not len(found.placebos[group].starts):
        return Placebo(None, 0.0, None, 0, ())
    tried = found.placebos[group]
    standard = standardised(sums.effect) * found.stretch
    effects = tuple(float(e) for e in np.expm1(tried.error[:, place, 2]))
    rank = float(tried.rank(np.full(tried.standard.shape[1], standard))[place])
    alarms, credible = tried.alarms(found.stretch)[place], tried.credible_alarms(found.stretch)[place]
    return Placebo(float(alarms), float(credible), rank, len(effects), effects)


def standardised(effect: Array) -> float:
    """The point estimate (first of the draws) in standard errors.

    By the interval, not the deviation of the draws: a few absurd paths of a thin series would make any shock look ordinary.
    """
    low, high = np.quantile(effect[1:], [0.025, 0.975])
    return float(effect[0]) / max(float(high - low) / (2 * Z95), 1e-12)


def backtest(found: Counterfactual, series: int, per_year: float) -> Backtest:
    """Mean absolute error of the window's mean at placebo dates, and of the year before in its place."""
    group, place = found.place(series)
    if not found.placebos or not len(found.placebos[group].starts):
        return Backtest(None, None)
    tried = found.placebos[group]
    error = float(np.abs(np.expm1(tried.error[:, place, 2])).mean())
    line = np.full(int(found.fitted[group].rows.at[-1]) + 1, np.nan)
    line[found.fitted[group].rows.at] = found.laid[group].group.values[place]
    return Backtest(
        error, _naive(line, found.fitted[group].rows.at[tried.starts], tried.shock + tried.rebound, per_year)
    )


def _naive(line: Array, starts: np.ndarray, length: int, per_year: float) -> float | None:
    year = round(per_year)
    errors = [
        float(np.nanmean(line[s : s + length]) - np.nanmean(line[s - year : s - year + length]))
        for s in starts
        if s >= year
        and np.isfinite(line[s - year : s - year + length]).any()
        and np.isfinite(line[s : s + length]).any()
    ]
    return float(np.abs(np.expm1(errors)).mean()) if errors else None


def donor_weights(found: Counterfactual, series: int) -> dict[str, float]:
    """How strongly the series' slow part leans on each donor, heaviest first; donors left out have weight 0."""
    if found.donors is None:
        return {}
    group, place = found.place(series)
    fitted = found.fitted[group]
    slow = fitted.group.columns.of("slow")
    total, weight = np.zeros(int(slow.sum())), 0.0
    for index in likely(fitted):
        share = float(fitted.weights[place, index])
        total += share * fitted.posterior(fitted.candidates[index], fitted.group.before).coefficients[place, slow]
        weight += share
    named = dict.fromkeys(found.donors.names, 0.0)
    named |= {name: float(value / weight) for name, value in zip(found.donors.kept, total, strict=True)}
    return dict(sorted(named.items(), key=lambda item: -abs(item[1])))


def model_weights(found: Counterfactual, series: int) -> dict[str, float]:
    """How likely each choice of growth and donors is for the series."""
    group, place = found.place(series)
    fitted = found.fitted[group]
    named: defaultdict[str, float] = defaultdict(float)
    for candidate, share in zip(fitted.candidates, fitted.weights[place], strict=True):
        named[candidate.growth] += float(share)
        named[candidate.donors] += float(share)
    return {name: round(share, 4) for name, share in named.items()}


def notes(panel: Panel, spans: Spans, found: Counterfactual, series: int) -> tuple[Reason, ...]:
    """What the reader must know before believing the numbers."""
    noted, start = [], spans[0].start
    per_year = panel.clock.per_year
    if per_year > 1 and start < 2 * per_year:
        noted.append(Reason("short_history", years=round(start / per_year, 1)))
    if found.donors is not None:
        limit = bound(len(found.donors.names))
        left = [n for n, z in zip(found.donors.names, found.donors.touched, strict=True) if abs(z) >= limit]
        if left:
            noted.append(Reason("controls_moved_too", names=left))
    if found.short:
        noted.append(Reason("controls_hardly_known", names=found.short))
    unseen = int((panel.seen[series, start : spans[-1].last] == 0).sum())
    if unseen:
        noted.append(Reason("periods_unseen", periods=(unseen, panel.clock.word)))
    if not found.logs[series]:
        noted.append(Reason("adds_not_multiplies"))
    group, place = found.place(series)
    columns = found.fitted[group].group.columns
    broken = int((columns.spread[place, columns.of("step")] > 1e-3).sum())
    if broken:
        noted.append(Reason("earlier_breaks", breaks=broken))
    if found.stretch > 1.05:
        noted.append(Reason("intervals_widened", times=found.stretch))
    return tuple(noted)
