"""The days a reader who may not see persons can ask for: whole weeks and months, gathered into quarters, halves and years.

Years are counted back from the last month that is over, so that the last twelve months are one of them; the month that is running
is a part of its own. What is shown of a year is shown by one step (`LEVELS`) for all of its days: so no day is told apart by
two answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.errors import TooFew

LEVELS = ("all", "year", "half", "quarter", "month", "week")  # from coarse to fine
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
RUNNING = -1  # the year of the month that is not over
NO_GRAIN = ""
WEEK = 7  # days that are new at least, each time that more is told


@dataclass(frozen=True)
class Grid:
    """Of one version.

    Attributes:
        first: first day with an order.
        until: the day after the last one.
    """

    first: date
    until: date

    @classmethod
    def told(cls, first: date, until: date) -> "Grid":
        """Up to the last day to which a reader who may not see persons is told anything: what is new is a week of days, or more, each time.

        Args:
            until: the day after the last one with an order.
        """
        return cls(first, _step_before(until + timedelta(days=1), first) or until)

    @property
    def before(self) -> "Grid | None":
        """What was told before this; None of the first."""
        day = _step_before(self.until, self.first)
        return None if day is None else Grid(self.first, day)

    @property
    def anchor(self) -> date:
        """The first of the month that is not over."""
        return self.until.replace(day=1)

    def year(self, day: date) -> int:
        """The year of a day: 0 for the last twelve months, 1 for those before, `RUNNING` for the month that is not over."""
        return (self._before(day) - 1) // 12

    def pieces(self, days: pd.Series, level: str) -> np.ndarray:
        """A number for each day's piece of a level; equal for days that are never told apart at it."""
        back = self._months_before(days) - 1
        if level == "all":
            return np.zeros(len(days), dtype=np.int64)
        if level == "week":  # of a month, so that weeks and months together tell no other days apart
            mondays = days.to_numpy().astype("datetime64[D]").astype(np.int64) - days.dt.day_of_week.to_numpy()
            weeks: np.ndarray = back * 100_000 + mondays
            return weeks
        pieces: np.ndarray = back // MONTHS[level]
        return pieces

    def years(self, days: pd.Series) -> np.ndarray:
        """As `year`, of many days."""
        years: np.ndarray = (self._months_before(days) - 1) // 12
        return years

    def needed(self, since: date, until: date, grain: str = NO_GRAIN) -> dict[int, str]:
        """By year that a period touches, the level at which it has to be shown; `{0: "all"}` for all days.

        Args:
            grain: of the buckets the period is told by; empty where it is told as a whole.

        Raises:
            TooFew: the period, or the grain, is not of whole weeks or months.
        """
        since, until = max(since, self.first), min(until, self.until)
        if grain not in (NO_GRAIN, "week", "month", "quarter"):
            raise TooFew("days are told by week or month to who may not see persons", "grid")
        if (since, until) == (self.first, self.until) and not grain:
            return {0: "all"}
        if since >= until:
            return {}
        asked = dict.fromkeys(range(self.year(until - pd.Timedelta(days=1)), self.year(since) + 1), "year")
        for cut in (since, until):
            for year in self._cuts(cut):
                if year in asked:
                    asked[year] = finer(asked[year], self._level(cut))
        told = {"week": "week", "month": "month", "quarter": "month"}.get(grain, "year")
        return {year: finer(level, told) for year, level in asked.items()}

    def _cuts(self, cut: date) -> Iterator[int]:
        """The years that a day cuts in two."""
        if self.first < cut < self.until and not (cut.day == 1 and self._before(cut) % 12 == 0):
            yield self.year(cut)

    def _level(self, cut: date) -> str:
        if cut.day == 1:
            return next(level for level, months in MONTHS.items() if self._before(cut) % months == 0)
        if cut.weekday() == 0:
            return "week"
        raise TooFew(f"{cut} begins no week and no month; give a period of whole ones", "grid")

    def _before(self, day: date) -> int:
        return (self.anchor.year - day.year) * 12 + self.anchor.month - day.month

    def _months_before(self, days: pd.Series) -> np.ndarray:
        months: np.ndarray = (
            (self.anchor.year - days.dt.year.to_numpy()) * 12 + self.anchor.month - days.dt.month.to_numpy()
        )
        return months


def _step_before(day: date, first: date) -> date | None:
    """The last day before another to which something is told: the first of a month, or a Monday a week or more from either end of its month."""
    while (day := day - timedelta(days=1)) > first:
        after = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        if day.day == 1 or (day.weekday() == 0 and day.day > WEEK and (after - day).days >= WEEK):
            return day
    return None


def finer(one: str, other: str) -> str:
    """The finer of two levels."""
    return max(one, other, key=LEVELS.index)
