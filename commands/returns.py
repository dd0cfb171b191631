"""Returns taken from the purchases they undo."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_NOUGHT = 1e-9  # of what was sold that day: sums of cents are not exact


@dataclass(frozen=True)
class Netted:
    """What was kept.

    Attributes:
        purchases: `customer`, `day`, `value` (0 or more, missing where unknown), one row per customer and day.
        returned: rows of returns.
        emptied: days of purchases of which nothing was left.
        unmatched: days of returns larger than what the customer had bought by then.
    """

    purchases: pd.DataFrame
    returned: int
    emptied: int
    unmatched: int


def net(rows: pd.DataFrame) -> Netted:
    """Takes negative amounts from the same customer's purchases: those of that day, then the latest before it.

    What is returned in full is no purchase: a customer is met, and comes back, by what was kept. What a return leaves
    of a day with unknown amounts is unknown.

    Args:
        rows: `customer`, `day`, `value` in any order; missing values are purchases of unknown value.
    """
    days = _by_day(rows)
    left, unmatched = days["value"].to_numpy(dtype=float, copy=True), 0
    for at in days.groupby("customer", sort=False).indices.values():
        if (left[at] < 0).any():
            unmatched += _taken(left, np.asarray(at, dtype=np.intp))
    days["left"] = left
    touched = days["has_return"] | (days["left"] < days["value"])
    gone = touched & (days["left"] <= _NOUGHT * days["sold"])
    purchases = days.loc[~gone, ["customer", "day", "left"]].rename(columns={"left": "value"})
    emptied = int((gone & days["has_sale"]).sum())
    return Netted(purchases.reset_index(drop=True), int((rows["value"] < 0).sum()), emptied, unmatched)


def _by_day(rows: pd.DataFrame) -> pd.DataFrame:
    value = rows["value"]
    parts = rows.assign(sold=value.clip(lower=0), has_return=value < 0, has_sale=~(value < 0), gap=value.isna())
    by_day = parts.groupby(["customer", "day"])
    days = by_day.agg(
        sold=("sold", "sum"), has_return=("has_return", "any"), has_sale=("has_sale", "any"), gap=("gap", "any")
    )
    days["value"] = by_day["value"].sum(min_count=1)
    days.loc[days["gap"] & days["has_return"], "value"] = np.nan
    return days.reset_index()


def _taken(left: NDArray[np.float64], at: NDArray[np.intp]) -> int:
    """Takes one customer's days below 0 from the days before them, in place; how many found too little there.

    Args:
        left: (days,) what is left of every customer's days.
        at: positions of this customer's days, by date.
    """
    unmatched, bought = 0, []
    for day in at:
        if left[day] > 0:
            bought.append(day)
        elif left[day] < 0:
            owed, left[day] = -left[day], 0.0
            full = owed
            while bought and owed > _NOUGHT * full:
                taken = min(owed, left[bought[-1]])
                left[bought[-1]] -= taken
                owed -= taken
                if left[bought[-1]] <= 0:
                    bought.pop()
            unmatched += owed > _NOUGHT * full
    return unmatched
