"""Days that sell, and move through the weeks: Chinese New Year, Easter, Singles' Day, Black Friday, Christmas."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache

import holidays
import numpy as np
import pandas as pd

from analytics.rebound.series.arrays import Array

# Days from the holiday, first and one past the last: buying ahead, the days themselves, the return.
WINDOWS = {
    "chinese new year": ((-14, -7), (-7, 0), (0, 7), (7, 14)),
    "easter": ((-7, 1), (1, 8)),
    "singles day": ((-10, -1), (-1, 2)),
    "black friday": ((-4, 4),),
    "christmas": ((-21, -14), (-14, -7), (-7, 0), (0, 7)),
}
EVENTS = tuple(WINDOWS)
SPREAD = 0.2


def moving(dates: pd.DatetimeIndex, per_year: float) -> dict[str, Array]:
    """For each event, (periods, windows) share of each period inside each of its windows.

    Nothing for quarters and years, which hardly notice; months notice only what moves from one to another.
    """
    if per_year < 12:
        return {}
    days = pd.date_range(dates[0], dates[-1] + pd.Timedelta(days=round(365.25 / per_year) - 1), freq="D")
    place = np.clip(dates.searchsorted(days, side="right") - 1, 0, len(dates) - 1)
    count = np.maximum(np.bincount(place, minlength=len(dates)), 1)
    by_event = {}
    for event in EVENTS if per_year > 12 else EVENTS[:2]:
        near = _near(days, [DAYS[event](year) for year in range(days[0].year - 1, days[-1].year + 2)], WINDOWS[event])
        by_event[event] = np.array([np.bincount(place, column, len(dates)) / count for column in near.T]).T
    return by_event


@lru_cache(maxsize=256)
def new_year(year: int) -> date:
    """First day of the Chinese lunar year that begins in `year`."""
    named = holidays.country_holidays("CN", years=year, language="en_US")
    return min(
        day for day, name in named.items() if day.year == year and "Spring Festival" in name and "Eve" not in name
    )


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def black_friday(year: int) -> date:
    """The day after the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 22)


DAYS: dict[str, Callable[[int], date]] = {
    "chinese new year": new_year,
    "easter": easter,
    "singles day": lambda year: date(year, 11, 11),
    "black friday": black_friday,
    "christmas": lambda year: date(year, 12, 25),
}


def _near(days: pd.DatetimeIndex, holy: Iterable[date], windows: tuple[tuple[int, int], ...]) -> Array:
    marks = pd.DatetimeIndex(list(holy))
    away = (days.to_numpy()[:, None] - marks.to_numpy()[None, :]) / np.timedelta64(1, "D")
    return np.array([((away >= first) & (away < last)).any(1) for first, last in windows], dtype=float).T
