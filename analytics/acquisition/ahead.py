"""What groups of customers will still buy: the shop's model, drawn to what each group did against it a year ago."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.acquisition.comparison import LEAST
from analytics.acquisition.question import BY
from analytics.interval import UNKNOWN, Interval, cells
from analytics.kept import kept
from analytics.kpis import span
from analytics.lifetime import Lifetime, lifetime
from analytics.lifetime.histories import Histories
from analytics.lifetime.purchases import WEEK, Observed
from analytics.lifetime.record import Record
from analytics.lifetime.stored import stored_record
from analytics.lifetime.trial import Total, purchases_total, value_total
from analytics.lifetime.value_model import ValueModel, gamma_gammas, value_models
from analytics.promotions.effect.pooling import DRAWS, pooled
from analytics.results import CannotTell, Reason
from data.store import EVERYTHING, Choice, Store

WEEKS = 52
DAYS = 7 * WEEKS
DAY = timedelta(days=1)
VAGUE = 0.4  # standard error of the log of a group's sales, by chance alone, above which nothing is told of it
FREEDOM = 10  # as of the shop's own forecast


@dataclass(frozen=True)
class GroupForecast:
    """Net sales to come from customers known today, by how they were first met.

    Attributes:
        by: a key of `BY`; weeks: ahead.
        table: one row per group of thirty customers or more, the largest first: `label`, `customers`, `ahead` (net sales per customer known
            today, less returns) with `ahead_low` and `ahead_high`, empty where a year ago tells too little of it; `was`: actual over
            predicted in the last year, of the forecast that the model would have made before it.
    """

    by: str
    weeks: int
    table: pd.DataFrame


@dataclass(frozen=True)
class _Model:
    """The shop's model on a day."""

    result: Lifetime
    money: ValueModel

    @classmethod
    def of(cls, record: Record) -> "_Model":
        result = lifetime(record)
        money = value_models(record, gamma_gammas(record))[-1]
        if money is None or result.value_calibration is None:
            raise CannotTell(Reason("too_few_values", customers=result.repeat_customers, needed=LEAST))
        return cls(result, money)

    def total(self, observed: Observed) -> Total:
        """Value of a group in the weeks ahead, uncalibrated."""
        fit = self.result.models[self.result.chosen]
        return value_total(fit, self.money, observed, WEEKS, purchases_total(fit, observed, WEEKS))


def met_histories(store: Store, choice: Choice = EVERYTHING, *, by: str, until: date, ahead: date) -> pd.DataFrame:
    """Customers of each group by equal purchase history, and what they bought after; filters choose them by their first order.

    Args:
        by: a key of `BY`; until, ahead: as in `analytics.purchase_histories`.

    Returns:
        As there, one row per (label, frequency, recency_days, age_days, bought), without `log_gaps`.
    """
    return store.ask("met_histories", choice, by=by, until=until, ahead=ahead)


def group_forecast(store: Store, choice: Choice = EVERYTHING, *, by: str, on: date | None = None) -> GroupForecast:
    """What customers of each group will still buy in a year.

    One model of the whole shop. A year ago it would have forecast each group's last year; by how much a group did better or worse than
    all together is pooled over groups (`analytics.promotions.effect.pooling`) and carried on. The interval adds the shop's own
    uncertainty, the group's chance and that of its factor.

    Args:
        by: a key of `BY`.
        on: the last day to know of; the last of the data by default.

    Raises:
        CannotTell: too few customers who came back, or a log too short to have forecast the last year.
    """
    if by not in BY:
        raise ValueError(f"customers cannot be grouped by {by}; choose one of {', '.join(BY)}")
    return kept(store, GroupForecast, (choice, by, on), lambda: _forecast(store, choice, by, on or span(store)[1]))


def _forecast(store: Store, choice: Choice, by: str, last: date) -> GroupForecast:
    whole, ago = Choice(money=choice.money), last - DAYS * DAY
    then, now = (_Model.of(stored_record(store, whole, horizon=WEEKS, train_until=day)) for day in (ago, last))
    past = _observed(met_histories(store, choice, by=by, until=ago + DAY, ahead=last + DAY), DAYS / WEEK)
    today = _observed(met_histories(store, choice, by=by, until=last + DAY, ahead=last + DAY), 0.0)
    today = {label: seen for label, seen in today.items() if seen.histories.size >= LEAST}
    factors, was = _factors({label: then.total(seen) for label, seen in past.items() if label in today})
    calibration = now.result.value_calibration
    assert calibration is not None
    noise = np.random.default_rng(0).standard_t(FREEDOM, DRAWS)
    rows = []
    for label, seen in sorted(today.items(), key=lambda pair: -pair[1].histories.size):
        told = UNKNOWN
        total = now.total(seen)
        if label in factors and total.from_chance < VAGUE**2:
            each = total.predicted * calibration.factor / seen.histories.size
            told = Interval.of_draws(
                each * np.exp(factors[label] + noise * np.sqrt(calibration.variance + total.from_chance))
            )
        rows.append(
            {
                "label": label,
                "customers": round(seen.histories.size),
                **cells("ahead", told),
                "was": was.get(label, np.nan),
            }
        )
    return GroupForecast(
        by, WEEKS, pd.DataFrame(rows, columns=["label", "customers", "ahead", "ahead_low", "ahead_high", "was"])
    )


def _factors(totals: dict[str, Total]) -> tuple[dict[str, NDArray[np.float64]], dict[str, float]]:
    """Draws of the log of what each group does over what all do, and actual over predicted of each."""
    known = {
        label: total for label, total in totals.items() if total.predicted > 0 and 0 < total.from_chance < VAGUE**2
    }
    if not known:
        return {}, {}
    all_actual, all_predicted = (
        sum(getattr(total, name) for total in totals.values()) for name in ("actual", "predicted")
    )
    common = float(np.log(max(all_actual, 0.5) / all_predicted))
    gaps = np.array([total.log_ratio - common for total in known.values()])
    errors = np.sqrt([total.from_chance for total in known.values()])
    own = pooled(gaps, errors, np.zeros((len(known), 1), dtype=int)).own
    was = {label: total.actual / total.predicted for label, total in known.items()}
    return {label: own[:, place] for place, label in enumerate(known)}, was


def _observed(rows: pd.DataFrame, weeks: float) -> dict[str, Observed]:
    """Each group's histories."""
    found = {}
    for label, part in rows.groupby("label"):
        numbers = {name: part[name].to_numpy(dtype=float) for name in part.columns.drop("label")}
        histories = Histories(
            numbers["frequency"], numbers["recency_days"] / WEEK, numbers["age_days"] / WEEK, numbers["customers"]
        )
        found[str(label)] = Observed(
            histories, numbers["repeat_value"], numbers["bought"], numbers["spent"], weeks, None
        )
    return found
