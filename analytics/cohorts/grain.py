"""Weeks, months and quarters as numbers, so that a period is a difference of two."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

MONDAY = date(1970, 1, 5)


@dataclass(frozen=True)
class Grain:
    """A length of period.

    Attributes:
        name: week, month or quarter.
        months: months in one; 0 for a week.
        coarser: names of blocks that small cohorts are joined into, with how many grains each holds.
    """

    name: str
    months: int
    coarser: tuple[tuple[str, int], ...]

    def start(self, index: int) -> date:
        """The first day of the period with this number."""
        if not self.months:
            return MONDAY + timedelta(days=7 * int(index))
        year, month = divmod(int(index) * self.months, 12)
        return date(year, month + 1, 1)

    def index(self, day: date) -> int:
        """The number of the period a day lies in."""
        if not self.months:
            return (day - MONDAY).days // 7
        return (day.year * 12 + day.month - 1) // self.months

    def indices(self, days: pd.Series) -> pd.Series:
        """The numbers of many days' periods."""
        months, weeks = days.dt.year * 12 + days.dt.month - 1, (days - pd.Timestamp(MONDAY)).dt.days // 7
        numbers: pd.Series = months // self.months if self.months else weeks
        return numbers

    def label(self, index: int, block: int = 1) -> str:
        """A name for a block of periods from this number on: 2020-03, 2020-Q1, 2020-H1, 2020."""
        day = self.start(index)
        if not self.months:
            return day.isoformat() if block == 1 else f"{day.isoformat()} +{block}w"
        months = self.months * block
        if months == 12:
            return str(day.year)
        if months == 1:
            return f"{day:%Y-%m}"
        return f"{day.year}-{'Q' if months == 3 else 'H'}{(day.month - 1) // months + 1}"


GRAINS = {
    "week": Grain("week", 0, (("4 weeks", 4), ("12 weeks", 12))),
    "month": Grain("month", 1, (("quarter", 3), ("half", 6))),
    "quarter": Grain("quarter", 3, (("half", 2), ("year", 4))),
}


def grain_of(name: str) -> Grain:
    """The grain of this name.

    Raises:
        ValueError: there is none.
    """
    if name not in GRAINS:
        raise ValueError(f"{name} is no grain of cohorts; choose one of {', '.join(GRAINS)}")
    return GRAINS[name]
