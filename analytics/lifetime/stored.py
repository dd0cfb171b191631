"""The record of purchases of a store: grouped there, so that no order leaves it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.kpis import span
from analytics.lifetime.gamma_gamma import Spends
from analytics.lifetime.histories import Floats, Histories
from analytics.lifetime.purchases import WEEK, Observed
from analytics.lifetime.record import ENOUGH_CUSTOMERS, YEAR, Origin, Record, is_enough, lately, moments
from analytics.purchase_histories import ALL, purchase_histories, repeat_days, repeat_values
from analytics.results import CannotTell, Reason
from data.store import EVERYTHING, Choice, Store

DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Shop:
    """A store and the chosen part of it."""

    store: Store
    choice: Choice

    def observed(self, on: date, end: date | None, sixteenths: int = ALL) -> Observed | None:
        """Customers at the end of a day; None where there are none yet."""
        until, ahead = on + DAY, (end or on) + DAY
        rows = purchase_histories(self.store, self.choice, until=until, ahead=ahead, sixteenths=sixteenths)
        if rows.empty:
            return None
        histories = Histories(
            rows["frequency"].to_numpy(dtype=float),
            rows["recency_days"].to_numpy() / WEEK,
            rows["age_days"].to_numpy() / WEEK,
            rows["customers"].to_numpy(dtype=float),
            float(rows["log_gaps"].sum()),
        )
        values = repeat_values(self.store, self.choice, until=until, sixteenths=sixteenths)
        return Observed(
            histories,
            rows["repeat_value"].to_numpy(dtype=float),
            rows["bought"].to_numpy(dtype=float),
            rows["spent"].to_numpy(dtype=float),
            (end - on).days / WEEK if end else 0.0,
            Spends(*(values[name].to_numpy(dtype=float) for name in ("frequency", "value", "customers"))),
        )


def stored_record(
    store: Store, choice: Choice = EVERYTHING, *, horizon: float, train_until: date | None = None
) -> Record:
    """The record of a store's purchases, value in net EUR.

    Args:
        horizon: weeks to forecast.
        train_until: last day to learn from; the days after it are the holdout. None: learn from all.

    Raises:
        CannotTell: no purchase by a known customer up to that day.
    """
    shop, (_, data_to) = _Shop(store, choice), span(store)
    last = train_until or data_to
    ahead = min(data_to, last + timedelta(days=round(horizon * WEEK)))
    now = shop.observed(last, ahead if ahead > last else None)
    if now is None:
        raise CannotTell(Reason("no_purchase", last_on=last))
    days = round(float(now.histories.age.max()) * WEEK) + 1
    first = last - timedelta(days=days - 1)
    sixteenths = int(np.clip(ALL * ENOUGH_CUSTOMERS // now.histories.size, 1, ALL))
    origins = tuple(_origins(shop, first, days, horizon, sixteenths))
    recent = _lately(shop, first, days, sixteenths)
    return Record(now, origins, _repeats(shop, first, last, max(ahead, last)), days, horizon, recent)


def _origins(shop: _Shop, first: date, days: int, horizon: float, sixteenths: int) -> Iterator[Origin]:
    for on, end in moments(days, horizon):
        seen = shop.observed(first + timedelta(days=on), first + timedelta(days=end), sixteenths)
        if seen is not None and is_enough(seen):
            yield Origin(on, seen, days - 1 - on == YEAR and horizon * WEEK < YEAR)


def _lately(shop: _Shop, first: date, days: int, sixteenths: int) -> Origin | None:
    on = lately(days)
    if on is None:
        return None
    seen = shop.observed(first + timedelta(days=on), first + timedelta(days=days - 1), sixteenths)
    return Origin(on, seen, False) if seen is not None and is_enough(seen) else None


def _repeats(shop: _Shop, first: date, last: date, ahead: date) -> Floats:
    by_day = repeat_days(shop.store, shop.choice, until=last + DAY, ahead=ahead + DAY)
    at = (by_day["day"].to_numpy().astype("datetime64[D]") - np.datetime64(first, "D")).astype(int)
    return np.bincount(at, by_day["repeats"].to_numpy(dtype=float), (ahead - first).days + 1).astype(float)
