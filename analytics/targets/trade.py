"""What was sold day by day in each place: the past that budgets are spread by, and the sales that are held against them."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from analytics.reach import reach
from data.store import Store

PLACES = ("market", "channel", "store_id")
AMOUNTS = ("net_eur", "net_ex_vat_eur", "net_with_vat_eur", "orders")


@dataclass(frozen=True)
class Trade:
    """Sales of every whole day.

    Attributes:
        first_on: the first day.
        places: one row a place that sold anything: `market`, `channel`, `store_id`, '' where orders name none.
        amounts: by `AMOUNTS` an array (day, place).
    """

    first_on: date
    places: pd.DataFrame
    amounts: dict[str, np.ndarray]

    @property
    def days(self) -> int:
        """How many days there are."""
        return len(self.amounts["net_eur"])

    @property
    def until(self) -> date:
        """The first day that is not wholly known."""
        return self.first_on + timedelta(days=self.days)

    @cached_property
    def named(self) -> dict[str, np.ndarray]:
        """The places' names by column, as plain arrays: budgets ask of them row by row."""
        return {column: self.places[column].to_numpy(dtype=object) for column in PLACES}

    def at(self, day: date) -> int:
        """A day's place on the first axis; below nought before the first day."""
        return (day - self.first_on).days


_KNOWN: WeakKeyDictionary[Store, Trade] = WeakKeyDictionary()


def trade(store: Store) -> Trade:
    """The sales of a version; it does not change, so they are read once."""
    if (known := _KNOWN.get(store)) is None:
        known = _KNOWN[store] = _read(store)
    return known


def _read(store: Store) -> Trade:
    known = reach(store)
    table = store.ask("sales_days", until=known.until)
    table = table[table["day"] >= pd.Timestamp(known.first_on)]
    places = table[list(PLACES)].drop_duplicates().sort_values(list(PLACES), ignore_index=True)
    place = table[list(PLACES)].merge(places.reset_index(names="place"), on=list(PLACES), how="left")["place"]
    day = (table["day"] - pd.Timestamp(known.first_on)).dt.days.to_numpy()
    amounts = {}
    for name in AMOUNTS:
        amounts[name] = np.zeros((max((known.until - known.first_on).days, 0), len(places)))
        amounts[name][day, place.to_numpy()] = np.nan_to_num(table[name].to_numpy(dtype=float))
    return Trade(known.first_on, places, amounts)
