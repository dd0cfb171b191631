"""What the purchase models need to know of a customer, and of how many customers it is true."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

_WEEK = 7.0
_MOST_DAYS = 50_000  # so that four such columns still make one 64-bit key


@dataclass(frozen=True)
class Distinct:
    """The distinct values of a column and, per row, which of them it holds.

    What depends on the column alone is computed once per value.
    """

    values: Floats
    codes: Codes

    @classmethod
    def of(cls, column: Floats) -> "Distinct":
        codes, values = pd.factorize(column, sort=True)
        return cls(values, codes)

    def spread(self, per_value: Floats) -> Floats:
        """A quantity known per distinct value, per row."""
        return np.asarray(per_value[self.codes])

    def total(self, per_row: Floats) -> Floats:
        """A quantity known per row, summed per distinct value."""
        return np.asarray(np.bincount(self.codes, per_row, len(self.values)))


@dataclass(frozen=True)
class Pairs:
    """The distinct (frequency, age) and, per row, which of them it holds."""

    frequency: Floats
    age: Floats
    codes: Codes


@dataclass(frozen=True)
class Histories:
    """Customers grouped by equal purchase history; one row per distinct (frequency, recency, age).

    The likelihoods of the purchase models depend on nothing else, so grouping loses nothing.

    Attributes (columns of shape (rows,)):
        frequency: purchases after the first, one per customer-day at most.
        recency: weeks from the first purchase to the last; 0 where frequency is 0.
        age: weeks from the first purchase to the end of observation.
        customers: how many customers share the history.
        log_gaps: total over all customers of log(weeks between successive purchases); only the regular-timing
            model reads it; NaN where unknown.
    """

    frequency: Floats
    recency: Floats
    age: Floats
    customers: Floats
    log_gaps: float = field(default=float("nan"))

    def __post_init__(self) -> None:
        for name in ("frequency", "recency", "age", "customers"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=float))
        _refuse_impossible(self)

    def __len__(self) -> int:
        return len(self.frequency)

    @cached_property
    def size(self) -> float:
        """Customers in all."""
        return float(self.customers.sum())

    @cached_property
    def repeat_customers(self) -> float:
        """Customers with at least one purchase after the first."""
        return float(self.customers[self.frequency > 0].sum())

    @cached_property
    def repeats(self) -> float:
        """Purchases after the first, all customers."""
        return float(self.customers @ self.frequency)

    @cached_property
    def mean_age(self) -> float:
        """Weeks a customer has been observed, on average."""
        return float(self.customers @ self.age / self.size)

    @cached_property
    def by_frequency(self) -> Distinct:
        return Distinct.of(self.frequency)

    @cached_property
    def by_recency(self) -> Distinct:
        return Distinct.of(self.recency)

    @cached_property
    def by_age(self) -> Distinct:
        return Distinct.of(self.age)

    @cached_property
    def by_frequency_and_age(self) -> Pairs:
        ages = len(self.by_age.values)
        codes, distinct = pd.factorize(self.by_frequency.codes.astype(np.int64) * ages + self.by_age.codes)
        frequency, age = np.divmod(distinct, ages)
        return Pairs(self.by_frequency.values[frequency], self.by_age.values[age], codes)

    def rows(self, keep: slice | Codes, customers: Floats | None = None) -> "Histories":
        """The histories of some rows, with other counts if given; their log gaps are unknown."""
        counts = self.customers[keep] if customers is None else customers
        return Histories(self.frequency[keep], self.recency[keep], self.age[keep], counts)


def folded(*columns: ArrayLike) -> tuple[list[Floats], Codes]:
    """The distinct rows of the given columns (n,), and for each row given which of them it is, codes (n,)."""
    coded = [_coded(np.asarray(column, dtype=float)) for column in columns]
    key = coded[0].codes.astype(np.int64)
    for column in coded[1:]:
        key = key * len(column.values) + column.codes
    codes, distinct = pd.factorize(key, sort=True)
    rows: list[Floats] = []
    for column in reversed(coded[1:]):
        distinct, code = np.divmod(distinct, len(column.values))
        rows.append(column.values[code])
    return [coded[0].values[distinct], *reversed(rows)], codes


def _coded(column: Floats) -> Distinct:
    """The column's values by number; whole numbers of days, in weeks, are numbers already and need no search."""
    days = np.rint(column * _WEEK)
    if len(column) and days.min() >= 0 and days.max() < _MOST_DAYS and np.array_equal(days / _WEEK, column):
        return Distinct(np.arange(days.max() + 1) / _WEEK, days.astype(np.intp))
    return Distinct.of(column)


def grouped(
    frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, log_gaps: float = float("nan")
) -> tuple[Histories, Codes]:
    """One row per customer folded into distinct histories.

    Args:
        frequency, recency, age: one entry per customer, in the units of `Histories`.
        log_gaps: as in `Histories`.

    Returns:
        The histories, and for each customer the row that holds it.
    """
    (times, last, observed), codes = folded(frequency, recency, age)
    return Histories(times, last, observed, np.bincount(codes).astype(float), log_gaps), codes


def sampled(histories: Histories, customers: int) -> Histories:
    """Every n-th customer, so that about `customers` remain; all of them where there are no more than that."""
    if histories.size <= customers:
        return histories
    step = histories.size / customers
    reached = np.floor(np.cumsum(histories.customers) / step + 0.5)
    taken = np.diff(reached, prepend=0.0)
    keep = np.flatnonzero(taken)
    return histories.rows(keep, taken[keep])


def _refuse_impossible(histories: Histories) -> None:
    columns = (histories.frequency, histories.recency, histories.age, histories.customers)
    if len({column.shape for column in columns}) != 1 or histories.frequency.ndim != 1:
        raise ValueError(f"histories have columns of shapes {[c.shape for c in columns]}; give four of one length")
    if len(histories) == 0:
        raise ValueError("there are no histories; give at least one customer")
    if not all(np.isfinite(column).all() for column in columns):
        raise ValueError("a history is not finite; drop or repair rows with missing frequency, recency or age")
    wrong = (histories.frequency < 0) | (histories.recency < 0) | (histories.recency > histories.age)
    wrong |= ((histories.frequency == 0) & (histories.recency > 0)) | (histories.customers <= 0)
    if wrong.any():
        row = int(wrong.argmax())
        raise ValueError(
            f"row {row} has frequency {histories.frequency[row]:g}, recency {histories.recency[row]:g}, age "
            f"{histories.age[row]:g}, customers {histories.customers[row]:g}; a history needs 0 <= recency <= age, "
            "recency 0 without repeat purchases and at least one customer"
        )
