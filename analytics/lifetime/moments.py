"""The chosen model at earlier moments and now: what it said or says of the weeks after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics.lifetime.calibrate import Calibration, Window, calibration
from analytics.lifetime.fit import Fitted
from analytics.lifetime.purchases import WEEK, Observed
from analytics.lifetime.record import Record
from analytics.lifetime.trial import Total, purchases_total, value_total
from analytics.lifetime.value_model import ValueModel


@dataclass(frozen=True)
class Moment:
    """A day to forecast from.

    Attributes:
        window: the weeks after it.
        purchases: their total, predicted and, at an earlier moment, actual.
        money: the value model as of the day; None for a log without values or with too few repeat customers.
        value: the total value; None where there is no value model.
    """

    window: Window
    purchases: Total
    money: ValueModel | None
    value: Total | None


def moments(
    record: Record, fit: Fitted[Any], earlier: Sequence[Fitted[Any]], money: Sequence[ValueModel | None]
) -> list[Moment]:
    """The earlier moments of a record, oldest first, and now.

    Args:
        fit: the chosen family on all customers.
        earlier: the same family at each of the record's origins.
        money: the value model at each of them, and now.
    """
    days = [*_earlier(record, earlier), (fit, record.now, _today(record))]
    return [_moment(of_day, seen, window, worth) for (of_day, seen, window), worth in zip(days, money, strict=True)]


def _earlier(record: Record, fits: Sequence[Fitted[Any]]) -> Iterator[tuple[Fitted[Any], Observed, Window]]:
    for fit, origin in zip(fits, record.origins, strict=True):
        seen = origin.observed
        yield fit, seen, Window(origin.on / WEEK, seen.weeks, seen.histories.mean_age, origin.same_season)


def _today(record: Record) -> Window:
    return Window(record.days / WEEK, record.horizon, record.now.histories.mean_age, True)


def _moment(fit: Fitted[Any], observed: Observed, window: Window, money: ValueModel | None) -> Moment:
    purchases = purchases_total(fit, observed, window.weeks)
    value = value_total(fit, money, observed, window.weeks, purchases) if money else None
    return Moment(window, purchases, money, value)


def purchases_calibration(known: Sequence[Moment], wander: float) -> Calibration:
    """How the last moment's purchases are to be calibrated; `wander` as in `Calibration`."""
    return calibration([moment.window for moment in known], [moment.purchases for moment in known], wander)


def value_calibration(known: Sequence[Moment], wander: float) -> Calibration | None:
    """How the last moment's value is to be calibrated, if it has one.

    To the wandering calendar of purchases comes that of what a purchase is worth, as far as earlier moments show it.
    """
    if known[-1].value is None:
        return None
    valued = [(moment.window, moment.value, moment.purchases) for moment in known if moment.value is not None]
    apart = np.array([value.log_ratio - purchases.log_ratio for _, value, purchases in valued[:-1]])
    worth = float(np.sqrt(np.mean(apart**2))) if len(apart) else 0.0
    return calibration(
        [window for window, _, _ in valued], [value for _, value, _ in valued], float(np.hypot(wander, worth))
    )
