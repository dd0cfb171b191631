"""A log of purchases, and what it says of every customer on a given day."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.lifetime.gamma_gamma import Spends
from analytics.lifetime.histories import Floats, Histories, folded

Days = NDArray[np.int64]
WEEK = 7.0


@dataclass(frozen=True)
class Observed:
    """Customers as known at the end of a day and, where it is past, what each of them did in the weeks after.

    Attributes:
        histories: one row per distinct (frequency, recency, age, bought).
        repeat_value: per row, the mean over its customers of the mean value of a repeat purchase; NaN where unknown.
        bought: per row, purchases of each of its customers in the holdout.
        spent: per row, value of those purchases, all its customers together.
        weeks: length of the holdout after the day; 0 where there is none.
        spends: the repeat customers for the value model; None for a log without values.
    """

    histories: Histories
    repeat_value: Floats
    bought: Floats
    spent: Floats
    weeks: float
    spends: Spends | None

    @property
    def purchases(self) -> float:
        """Purchases in the holdout, all customers."""
        return float(self.histories.customers @ self.bought)


@dataclass(frozen=True)
class Purchases:
    """One row per customer and day with a purchase, ordered by customer and day; columns of shape (rows,).

    Attributes:
        customer: a number per customer, from 0 on without gaps.
        day: days since 1970-01-01.
        value: value of the day's purchases; NaN where unknown; None for a log without values.
    """

    customer: Days
    day: Days
    value: Floats | None = None

    @classmethod
    def of(cls, customer: pd.Series, on: pd.Series, value: pd.Series | None = None) -> "Purchases":
        """From a log in any order; what a customer buys on one day is one purchase, its values added up.

        A missing value among known ones of the same day adds nothing; a day of missing values alone stays missing.
        """
        codes, _ = pd.factorize(customer, sort=True)
        days = on.to_numpy().astype("datetime64[D]").astype(np.int64)
        order = np.lexsort((days, codes))
        codes, days = codes[order].astype(np.int64), days[order]
        new = np.flatnonzero((np.diff(codes, prepend=-1) != 0) | (np.diff(days, prepend=days[0] - 1) != 0))
        if value is None:
            return cls(codes[new], days[new])
        amounts = value.to_numpy(dtype=float)[order]
        known = np.add.reduceat(np.isfinite(amounts).astype(int), new) > 0
        return cls(codes[new], days[new], np.where(known, np.add.reduceat(np.nan_to_num(amounts), new), np.nan))

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def starts(self) -> NDArray[np.intp]:
        """Per customer, the row of the first purchase."""
        return np.flatnonzero(np.diff(self.customer, prepend=-1))

    @property
    def size(self) -> int:
        """Customers in the log."""
        return len(self.starts)

    @cached_property
    def span(self) -> tuple[int, int]:
        """First and last day."""
        return int(self.day.min()), int(self.day.max())

    def every(self, step: int) -> "Purchases":
        """Every `step`-th customer, by number."""
        if step <= 1:
            return self
        keep = self.customer % step == 0
        return Purchases(self.customer[keep] // step, self.day[keep], None if self.value is None else self.value[keep])

    def observed(self, on: int, end: int | None = None) -> Observed:
        """The customers known at the end of day `on`, with what they bought from then to the end of day `end`."""
        seen = np.bincount(self.customer[self.day <= on], minlength=self.size)
        known = np.flatnonzero(seen)
        born, last = self.day[self.starts[known]], self.day[self.starts[known] + seen[known] - 1]
        bought, spent = self._after(on, on if end is None else end)
        columns = (seen[known] - 1, (last - born) / WEEK, (on - born) / WEEK, bought[known])
        (frequency, recency, age, holdout), codes = folded(*columns)
        histories = Histories(frequency, recency, age, np.bincount(codes).astype(float), self._log_gaps(on))
        times, mean = self._repeat_values(on)
        return Observed(
            histories,
            _mean_of_known(codes, mean[known]),
            holdout,
            np.bincount(codes, spent[known]).astype(float),
            0.0 if end is None else (end - on) / WEEK,
            None if self.value is None else _spends(times, mean),
        )

    def _again(self, on: int) -> NDArray[np.intp]:
        """Rows of purchases after the first, up to the day."""
        again = self.day <= on
        again[self.starts] = False
        return np.flatnonzero(again)

    def _log_gaps(self, on: int) -> float:
        again = self._again(on)
        return float(np.log((self.day[again] - self.day[again - 1]) / WEEK).sum())

    def _after(self, on: int, end: int) -> tuple[Floats, Floats]:
        """Per customer, purchases and their value after `on` and up to `end`; unknown values count nothing."""
        later = (self.day > on) & (self.day <= end)
        bought = np.bincount(self.customer[later], minlength=self.size).astype(float)
        if self.value is None:
            return bought, np.zeros(self.size)
        spent = np.bincount(self.customer[later], np.nan_to_num(self.value[later]), self.size)
        return bought, spent.astype(float)

    def _repeat_values(self, on: int) -> tuple[Floats, Floats]:
        """Per customer, repeat purchases of known value and their mean; NaN where there is none, or all were free."""
        if self.value is None:
            return np.zeros(self.size), np.full(self.size, np.nan)
        again = self._again(on)
        again = again[np.isfinite(self.value[again])]
        times = np.bincount(self.customer[again], minlength=self.size).astype(float)
        total = np.bincount(self.customer[again], self.value[again], self.size)
        return times, np.where(total > 0, total / np.maximum(times, 1), np.nan)


def _mean_of_known(codes: NDArray[np.intp], values: Floats) -> Floats:
    known = np.isfinite(values)
    total = np.bincount(codes, np.where(known, values, 0.0))
    times = np.bincount(codes, known.astype(float))
    return np.asarray(np.where(times > 0, total / np.maximum(times, 1), np.nan))


def _spends(times: Floats, mean: Floats) -> Spends:
    (frequency, value), codes = folded(times[np.isfinite(mean)], mean[np.isfinite(mean)])
    return Spends(frequency, value, np.bincount(codes).astype(float))
