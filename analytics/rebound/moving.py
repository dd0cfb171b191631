"""Holidays that move through the year: Chinese New Year and Easter, as shares of each period that lie near them."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays
import numpy as np
import pandas as pd

from analytics.rebound.noise import Array

# Days from the holiday, first and one past the last: buying ahead, the days themselves, the return.
NEW_YEAR = ((-21, -7), (-7, 0), (0, 7), (7, 21))
EASTER = ((-7, 1), (1, 8))
SPREAD = 0.15


def moving(dates: pd.DatetimeIndex, per_year: float) -> Array:
    """(periods, windows) share of each period inside each window; empty for quarters and years, which hardly notice."""
    if per_year < 12:
        return np.zeros((len(dates), 0))
    days = pd.date_range(dates[0], dates[-1] + pd.Timedelta(days=round(365.25 / per_year)), freq="D")
    place = np.clip(dates.searchsorted(days, side="right") - 1, 0, len(dates) - 1)
    years = range(days[0].year, days[-1].year + 2)
    near = np.hstack([_near(days, map(new_year, years), NEW_YEAR), _near(days, map(easter, years), EASTER)])
    count = np.bincount(place, minlength=len(dates))
    shares = [np.bincount(place, near[:, k], len(dates)) / count for k in range(near.shape[1])]
    return np.array(shares).T


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


def _near(days: pd.DatetimeIndex, holy: Iterable[date], windows: tuple[tuple[int, int], ...]) -> Array:
    marks = pd.DatetimeIndex(list(holy))
    away = (days.to_numpy()[:, None] - marks.to_numpy()[None, :]) / np.timedelta64(1, "D")
    return np.array([((away >= first) & (away < last)).any(1) for first, last in windows], dtype=float).T
