"""What a log says at the moment of forecasting, and at earlier moments whose future is known by now."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.lifetime.histories import Floats
from analytics.lifetime.purchases import WEEK, Observed, Purchases

YEAR = 364
# Models are compared and their bias measured on a sample of customers; more add no precision worth the time.
ENOUGH_CUSTOMERS = 50_000
_ENOUGH_REPEATS = 30
_ORIGINS = 5
_LATELY, _SHORTEST = 16, 28  # the last sixteenth of the training, and no less than four weeks


@dataclass(frozen=True)
class Origin:
    """Customers as known at the end of an earlier day, with the weeks after it up to what is known now.

    Attributes:
        on: the day, counted from the first of the log.
        observed: histories of a sample of the customers on that day, and what they bought after.
        same_season: whether the weeks after are those to be forecast, a year earlier.
    """

    on: int
    observed: Observed
    same_season: bool


@dataclass(frozen=True)
class Record:
    """All that a forecast needs of a log; a store can give the same without handing out its orders.

    Attributes:
        now: all customers at the end of the last day of training; with the holdout after it, if any.
        origins: earlier moments within the training days, oldest first; none where the log is too short.
        repeats: per day from the first of the log on, purchases after the first of the customers known by the last
            day of training; goes on through the holdout.
        days: days of training.
        horizon: weeks to forecast.
        lately: the last weeks of the training, which no origin looks at by themselves; None where there is too little.
    """

    now: Observed
    origins: tuple[Origin, ...]
    repeats: Floats
    days: int
    horizon: float
    lately: Origin | None = None


def record(purchases: Purchases, horizon: float, train_until: int | None = None) -> Record:
    """The record of a log.

    Args:
        horizon: weeks to forecast.
        train_until: last day to learn from, in days since 1970-01-01; the days after it, as far as the horizon
            reaches, are the holdout. None: learn from all, hold nothing out.
    """
    first, end = purchases.span
    last = end if train_until is None else train_until
    ahead = min(end, last + round(horizon * WEEK))
    now = purchases.observed(last, ahead if ahead > last else None)
    sample = purchases.every(int(np.ceil(purchases.size / ENOUGH_CUSTOMERS)))
    days = last - first + 1
    found = tuple(_origins(sample, last, horizon))
    return Record(now, found, _repeats(purchases, last), days, horizon, _lately(sample, first, days))


def moments(days: int, horizon: float) -> list[tuple[int, int]]:
    """Earlier days to forecast from, and the days up to which: pairs counted from day 0 of `days` of training.

    Five, from a third of the training on; the last leaves a full horizon, or a quarter of the training where the
    horizon is longer. One more lies a year before the end if the log is long enough to have learnt by then.
    """
    ahead = round(horizon * WEEK)
    latest = np.clip(1 - ahead / days, 0.75, 0.95)
    ends = {int(share * days) - 1 for share in np.linspace(1 / 3, latest, _ORIGINS)}
    if days - YEAR >= YEAR / 2:
        ends.add(days - 1 - YEAR)
    return [(on, min(days - 1, on + ahead)) for on in sorted(ends) if min(ahead, days - 1 - on) >= WEEK and on >= WEEK]


def lately(days: int) -> int | None:
    """The day after which the last weeks of `days` of training begin; None where these would be more than an eighth."""
    ahead = max(days // _LATELY, _SHORTEST)
    return None if 8 * ahead > days else days - 1 - ahead


def is_enough(observed: Observed) -> bool:
    """Whether there is enough at an earlier moment to learn from and to hold out."""
    return min(observed.histories.repeats, observed.purchases) >= _ENOUGH_REPEATS


def _origins(sample: Purchases, last: int, horizon: float) -> Iterator[Origin]:
    first = sample.span[0]
    for on, end in moments(last - first + 1, horizon):
        observed = sample.observed(first + on, first + end)
        if is_enough(observed):
            yield Origin(on, observed, last - first - on == YEAR and horizon * WEEK < YEAR)


def _lately(sample: Purchases, first: int, days: int) -> Origin | None:
    on = lately(days)
    if on is None:
        return None
    observed = sample.observed(first + on, first + days - 1)
    return Origin(on, observed, False) if is_enough(observed) else None


def _repeats(purchases: Purchases, last: int) -> NDArray[np.float64]:
    first, end = purchases.span
    again = purchases.day[purchases.starts][purchases.customer] <= last
    again[purchases.starts] = False
    return np.bincount(purchases.day[again] - first, minlength=end - first + 1).astype(float)
