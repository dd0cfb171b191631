"""The counterfactual of a whole panel: fit, correct, try at placebo dates, simulate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.rebound.fit import donors as donor_parts
from analytics.rebound.fit.accidents import Accidents, accidents, risk, shared, unshared
from analytics.rebound.fit.columns import Group
from analytics.rebound.fit.donors import Donors
from analytics.rebound.fit.forecast import moments
from analytics.rebound.fit.groups import Laid, complete, corrected, donor_group, laid
from analytics.rebound.fit.model import Candidate, Fitted, fit
from analytics.rebound.fit.paths import Risk, chance, likeness, paths
from analytics.rebound.fit.quiet_dates import Placebos, placebo_dates, placebos, stretch, summaries
from analytics.rebound.fit.seen_once import open_covariance, returned, seen_once
from analytics.rebound.fit.trials import by_horizon, trials
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.panel import Panel
from analytics.rebound.series.units import size
from analytics.rebound.series.windows import Spans

DRAWS = 1000


@dataclass(frozen=True)
class Plan:
    """What to simulate.

    starts: first period of the event, per series; shock, rebound: periods of the two windows that placebo dates imitate;
    draws: paths; seed: of the simulation; only: candidates to keep (for sensitivity), all unless given.
    """

    starts: tuple[int, ...]
    shock: int
    rebound: int
    draws: int = DRAWS
    seed: int = 20200309
    only: Callable[[Candidate], bool] | None = None

    @classmethod
    def covering(cls, windows: Sequence[Spans], draws: int) -> "Plan":
        """All that the windows of the series need."""
        spans = [span for own in windows for span in own]
        shock = max((s.reopen if s.reopen is not None else s.last) - s.start for s in spans)
        rebound = max((s.end - s.reopen if s.reopen is not None else 0) for s in spans)
        return cls(tuple(own[0].start for own in windows), shock, rebound, draws)


@dataclass(frozen=True)
class Fits:
    """The fits of a panel before any choice among their candidates: what the same panel under other choices shares.

    others: the controls as a group, where there are any; short: controls left out because too little of them is known;
    disturbances: the accidents of each series; groups: the series without them; fitted: by group.
    """

    panel: Panel
    others: Group | None
    donors: Donors | None
    short: tuple[str, ...]
    groups: tuple[Laid, ...]
    disturbances: tuple[Accidents, ...]
    fitted: tuple[Fitted, ...]

    @classmethod
    def of(cls, panel: Panel, plan: Plan) -> "Fits":
        """Of a panel whose events begin where the plan says."""
        start = min(plan.starts)
        others, donors = None, None
        panel, short = complete(panel, start)
        if len(panel.controls):
            others = donor_group(panel, start)
            donors = donor_parts.donors(others, plan.shock)
        kept = () if donors is None else donors.kept
        groups, disturbances = _corrected(laid(panel, plan.starts, donors), others, kept)
        return cls(panel, others, donors, short, tuple(groups), tuple(disturbances), tuple(_fit(groups, others)))


@dataclass(frozen=True)
class Counterfactual:
    """Joint paths of every series from the first event on, and what they rest on.

    start: the first period of the paths; model: (paths, series, periods) in model units, the first path the point estimate;
    amounts: the same in the series' unit, for what was observed of each period;
    covariance: per series, (periods, periods) of its own forecast in model units, from its own event on;
    alike: (series, series) correlation of their surprises; fits: what it was chosen from.
    """

    plan: Plan
    start: int
    model: Array
    amounts: Array
    logs: np.ndarray
    covariance: tuple[Array, ...]
    stretch: float
    risk: Risk
    fits: Fits
    laid: tuple[Laid, ...]
    fitted: tuple[Fitted, ...]
    placebos: tuple[Placebos, ...]
    alike: Array

    @property
    def donors(self) -> Donors | None:
        """The controls, where there are any."""
        return self.fits.donors

    @property
    def short(self) -> tuple[str, ...]:
        """Controls left out because too little of them is known."""
        return self.fits.short

    def place(self, series: int) -> tuple[int, int]:
        """The group of a series and its place in it."""
        for index, group in enumerate(self.laid):
            rows = np.flatnonzero(group.series == series)
            if len(rows):
                return index, int(rows[0])
        raise IndexError(series)


def counterfactual(panel: Panel, plan: Plan, calibrated: bool = True, fits: Fits | None = None) -> Counterfactual:
    """Fits all series of the panel together and simulates them.

    Args:
        calibrated: whether to try the fit at quiet dates; without it the model's own claim stands.
        fits: those of the same panel and starts, where they are known already.
    """
    start, fits = min(plan.starts), fits or Fits.of(panel, plan)
    panel, groups = fits.panel, fits.groups
    fitted = [_only(group_fit, plan.only) for group_fit in fits.fitted]
    fitted, dates = _tried(fitted, plan) if calibrated else (fitted, [])
    members = [group.series for group in groups]
    alike = likeness(fitted, members)
    wide = stretch(dates, _mean_likeness(alike)) if calibrated else 1.0
    broken = risk(fits.disturbances, sum(group.group.before * len(group.series) for group in groups))
    periods, columns = len(panel.dates) - start, max(group_fit.rows.columns.shape[2] for group_fit in fitted)
    luck = chance(alike, plan.draws, periods, columns, plan.seed)
    model = np.full((plan.draws + 1, len(panel.names), periods), np.nan)
    again = [seen_once(group.group, [fits.disturbances[i] for i in places]) for group, places in _rows(groups)]
    for group, group_fit, once in zip(groups, fitted, again, strict=True):
        drawn = paths(group_fit, group.series, luck, wide, broken) + returned(once, plan.draws, plan.seed + 2)
        model[1:, group.series, periods - drawn.shape[2] :] = drawn
    model[0] = np.median(model[1:], axis=0)
    logs = _logs(groups, len(panel.names))
    covariance = _covariances(groups, fitted, wide, broken, again)
    amounts = _amounts(panel, model, logs, plan.starts)
    return Counterfactual(
        plan, start, model, amounts, logs, covariance, wide, broken, fits, groups, tuple(fitted), tuple(dates), alike
    )


def _fit(groups: Sequence[Laid], donors: Group | None) -> list[Fitted]:
    return _fit_with(groups, donors)[: len(groups)]


def _fit_with(groups: Sequence[Laid], donors: Group | None) -> list[Fitted]:
    """The fits of the groups, and of the donors last where there are any."""
    return fit([group.group for group in groups] + ([] if donors is None else [donors]))


def _tried(fitted: Sequence[Fitted], plan: Plan) -> tuple[list[Fitted], list[Placebos]]:
    """The fits weighed by their score over the horizon, and their errors at placebo dates."""
    weighed, dates = [], []
    for group_fit in fitted:
        starts, shock, rebound, windows = placebo_dates(group_fit, plan.shock, plan.rebound)
        tried = trials(group_fit, starts, summaries(shock, rebound), windows)
        weighed.append(by_horizon(group_fit, tried))
        dates.append(placebos(group_fit, tried, shock, rebound))
    return weighed, dates


def _corrected(groups: list[Laid], donors: Group | None, kept: Sequence[str]) -> tuple[list[Laid], list[Accidents]]:
    """The groups without the accidents of their history, and those accidents; what the kept donors suffered too is none."""
    fits = _fit_with(groups, donors)
    disturbances = [accidents(group_fit) for group_fit in fits[: len(groups)]]
    if donors is not None and kept:
        common = shared(fits[-1], np.isin(donors.names, kept))
        disturbances = [unshared(own, group.group, common) for own, group in zip(disturbances, groups, strict=True)]
    clean = [
        corrected(group, disturbance) if _any(disturbance, group) else group
        for group, disturbance in zip(groups, disturbances, strict=True)
    ]
    return clean, [accident for disturbance in disturbances for accident in disturbance]


def _any(suffered: Sequence[Accidents], group: Laid) -> bool:
    moved = any(
        not np.array_equal(a.values, v, equal_nan=True) for a, v in zip(suffered, group.group.values, strict=True)
    )
    return moved or any(accident.breaks or accident.peaks for accident in suffered)


def _only(fitted: Fitted, keep: Callable[[Candidate], bool] | None) -> Fitted:
    if keep is None:
        return fitted
    kept = fitted.weights * [keep(candidate) for candidate in fitted.candidates]
    total = kept.sum(1, keepdims=True)
    return replace(fitted, weights=np.where(total > 0, kept / np.maximum(total, 1e-300), fitted.weights))


def _mean_likeness(alike: Array) -> float:
    series = len(alike)
    return float((alike.sum() - series) / (series * (series - 1))) if series > 1 else 0.0


def _logs(groups: Sequence[Laid], series: int) -> np.ndarray:
    logs = np.zeros(series, dtype=bool)
    for group in groups:
        logs[group.series] = group.logs
    return logs


def _rows(groups: Sequence[Laid]) -> list[tuple[Laid, range]]:
    """The groups, and where the accidents of each stand in a list that has those of one group after the other."""
    ends = np.cumsum([len(group.series) for group in groups])
    return [(group, range(end - len(group.series), end)) for group, end in zip(groups, ends.tolist(), strict=True)]


def _covariances(
    groups: Sequence[Laid], fitted: Sequence[Fitted], wide: float, broken: Risk, again: Sequence[Array]
) -> tuple[Array, ...]:
    by_series: dict[int, Array] = {}
    for group, group_fit, once in zip(groups, fitted, again, strict=True):
        before, last = group_fit.group.before, group_fit.group.values.shape[1]
        place = np.arange(1, last - before + 1)
        steps = broken.rate * broken.size**2 * np.minimum.outer(place, place)
        whole = moments(group_fit, slice(before, last), np.eye(last - before)).covariance
        by_series |= {
            int(i): wide**2 * covariance + steps + open_covariance(own)
            for i, covariance, own in zip(group.series, whole, once, strict=True)
        }
    return tuple(by_series[i] for i in range(len(by_series)))


def _middle(paths: Array) -> float:
    """What takes the sum of the median path to the median of the paths' sums: sales are skewed, their logs are not."""
    whole = np.nansum(paths, axis=1)
    middle = float(np.median(whole[1:]))
    return middle / float(whole[0]) if whole[0] > 0 and middle > 0 else 1.0


def _amounts(panel: Panel, model: Array, logs: np.ndarray, starts: Sequence[int]) -> Array:
    """Paths in the series' unit; what was not observed of a period is not expected of it either."""
    first = min(starts)
    amounts = np.zeros_like(model)
    for series, (log, start) in enumerate(zip(logs, starts, strict=True)):
        past = panel.values[series, :start]
        level = model[:, series]
        # Beyond any sale a shop has seen; keeps an absurd path of a hopeless series from becoming infinite.
        full = np.exp(np.clip(level, -700, 700)) if log else level * size(past[np.isfinite(past)])
        full[0] *= _middle(full)
        amounts[:, series] = np.nan_to_num(full) * panel.seen[series, first:]
    return amounts
