"""Do customers met early and customers met late keep to the same forecast?

The models suppose one population: whoever was met in the first year goes on as whoever was met in the last. Where one
generation left at once the total of earlier forecasts says little of the one to come, made by other customers. Actual
over predicted is therefore looked at apart for older and newer customers, in the last weeks, where those who left at once are seen
soonest, and at the latest earlier moment that has enough of both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analytics.lifetime.calibrate import Calibration
from analytics.lifetime.fit import Fitted, fitted
from analytics.lifetime.histories import Floats, Histories
from analytics.lifetime.purchases import WEEK
from analytics.lifetime.record import Origin, Record

_CUTS = (0.25, 0.5, 0.75)
_ENOUGH = 20.0  # purchases predicted for each generation
_PLAIN, _MATTERS = 15.0, 0.3  # chi-square of one degree of freedom; standard deviation of the log ratio
_LEFT = 0.5  # of what the other generation does: less is no drift, they left
_SEED = 20_240_301


@dataclass(frozen=True)
class Generations:
    """Two generations that did not keep to one forecast.

    Attributes:
        weeks: the older were first met in so many weeks from the start of the log.
        older, newer: actual over predicted of each, at an earlier moment.
        scatter: variance of the log of actual over predicted between them, chance taken off.
    """

    weeks: float
    older: float
    newer: float
    scatter: float

    def recalibrated(self, pooled: Calibration, share: float) -> Calibration:
        """The calibration by each generation's own ratio, as uncertain as before and by their scatter.

        Args:
            share: of the forecast, what the older are expected to buy.
        """
        factor = share * self.older + (1 - share) * self.newer
        return replace(pooled, log_factor=float(np.log(factor)), variance=pooled.variance + self.scatter)


def generations(record: Record, fits: Sequence[Fitted[Any]]) -> Generations | None:
    """The generations that differ most, and plainly; None where they agree or are too small to tell.

    Args:
        fits: the chosen family at each of the record's origins.
    """
    if fits and (left := _lately(record, type(fits[-1].model))):
        return left
    for origin, fit in reversed(list(zip(record.origins, fits, strict=True))):
        compared = list(_compared(record, origin, fit))
        if compared:
            clearest, apart = max(compared, key=lambda entry: entry[0])
            return apart if clearest > _PLAIN and np.sqrt(apart.scatter) > _MATTERS else None
    return None


def _lately(record: Record, family: Any) -> Generations | None:
    """A generation that bought less than half as much as the other in the last weeks, each by its own forecast."""
    if record.lately is None:
        return None
    compared = _compared(record, record.lately, fitted(family, record.lately.observed.histories))
    left = [(clear, apart) for clear, apart in compared if clear > _PLAIN and _is_gone(apart)]
    return max(left, key=lambda entry: entry[0])[1] if left else None


def _is_gone(apart: Generations) -> bool:
    less, more = sorted((apart.older, apart.newer))
    return less < _LEFT * more and float(np.sqrt(apart.scatter)) > _MATTERS


def older_share(record: Record, fit: Fitted[Any], apart: Generations) -> float:
    """The older generation's share of what is expected over the horizon."""
    histories = record.now.histories
    expected = histories.customers * fit.model.expected(histories, record.horizon)
    return float(expected[_is_older(histories, record.days, apart.weeks)].sum() / expected.sum())


def _compared(record: Record, origin: Origin, fit: Fitted[Any]) -> Iterator[tuple[float, Generations]]:
    """Chi-square and ratios of every cut that leaves enough on both sides."""
    seen = origin.observed
    histories = seen.histories
    each = fit.model.expected(histories, seen.weeks)
    off = fit.model.draw(histories, seen.weeks, np.random.default_rng(_SEED)) - each
    sums = histories.customers * np.array([seen.bought, each, off**2])
    for cut in _CUTS:
        weeks = cut * record.days / WEEK
        is_older = _is_older(histories, origin.on + 1, weeks)
        sides = np.column_stack([sums[:, is_older].sum(axis=1), sums[:, ~is_older].sum(axis=1)])
        if sides[1].min() >= _ENOUGH and sides[0].sum() > 0:
            yield _apart(sides, weeks)


def _is_older(histories: Histories, days: int, weeks: float) -> Any:
    """(rows,) whether first met within the weeks, seen from the end of `days` of the log."""
    return (days - 1) / WEEK - histories.age < weeks


def _apart(sides: Floats, weeks: float) -> tuple[float, Generations]:
    """Chi-square of the two sides keeping to one ratio, and how far they are apart.

    Args:
        sides: (3, 2) actual, predicted and variance by chance of the older and the newer.
    """
    actual, predicted, chance = sides
    pooled = actual.sum() / predicted.sum()
    noise = np.maximum(chance, predicted) * max(pooled, 1.0)
    off = actual - pooled * predicted
    weight = predicted / predicted.sum()
    scatter = float(weight @ ((off**2 - noise) / (pooled * predicted) ** 2))
    older, newer = (actual / predicted).tolist()
    return float((off**2 / noise).sum()), Generations(weeks, older, newer, max(scatter, 0.0))
