"""Retail days that follow a rule: a year in, a day or a span out. What no rule gives stands in facts.csv.

Sources: Italian sales, the regions' common guideline of 24 March 2011 and its amendment (winter: first working day before
Epiphany, moved to the Saturday if a Monday; summer: first Saturday of July); French sales, decree 2019-1389 (winter: second
Wednesday of January, the first if that falls after the 12th; summer: last Wednesday of June, the one before if after the 28th).
Public holidays, make-up workdays and lunar feasts come from the `holidays` library.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays

DAY = timedelta(days=1)
MONDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 2, 3, 4, 5, 6


def weekday_of_month(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth (from 1) given weekday of a month; nth -1 is the last one."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - DAY
    return last - timedelta(days=(last.weekday() - weekday) % 7) + timedelta(days=7 * (nth + 1))


def saldi_winter(year: int) -> date:
    """First day of the Italian winter sales by the rule; facts.csv holds the years and regions that broke it."""
    public = public_holidays("IT", year)
    day = date(year, 1, 5)
    while day.weekday() == SUNDAY or day in public:
        day -= DAY
    return day - 2 * DAY if day.weekday() == MONDAY else day


def saldi_summer(year: int) -> date:
    """First day of the Italian summer sales by the rule."""
    return weekday_of_month(year, 7, SATURDAY, 1)


def soldes_winter(year: int) -> date:
    """First day of the French winter sales by the rule."""
    second = weekday_of_month(year, 1, WEDNESDAY, 2)
    return second if second.day <= 12 else second - 7 * DAY


def soldes_summer(year: int) -> date:
    """First day of the French summer sales by the rule."""
    last = weekday_of_month(year, 6, WEDNESDAY, -1)
    return last if last.day <= 28 else last - 7 * DAY


def black_friday(year: int) -> date:
    """The day after the fourth Thursday of November."""
    return weekday_of_month(year, 11, THURSDAY, 4) + DAY


def spring_festival(year: int) -> date | None:
    """First day of the Chinese lunar year; None in years that the library does not know."""
    return _first_named("CN", year, "Chinese New Year (")


def dragon_boat(year: int) -> date | None:
    """Duanwu, the fifth day of the fifth lunar month; None before 2008, when it became a holiday of the mainland."""
    return _first_named("CN", year, "Dragon Boat")


def mid_autumn(year: int) -> date | None:
    """Zhongqiu, the fifteenth day of the eighth lunar month; None before 2008, when it became a holiday of the mainland."""
    return _first_named("CN", year, "Mid-Autumn")


@lru_cache(maxsize=256)
def public_holidays(market: str, year: int, region: str | None = None) -> dict[date, str]:
    """Public holidays of a market and year, in English where the library has it.

    Args:
        region: a subdivision the library knows, e.g. `MI` for Milano (7 December is Sant'Ambrogio there).

    Raises:
        NotImplementedError: the library does not know the market or region.
    """
    language = "en_US" if market in {"CN", "IT", "FR", "DE", "JP", "KR", "HK"} else None
    return dict(holidays.country_holidays(market, subdiv=region, years=year, language=language))


@lru_cache(maxsize=64)
def make_up_workdays(year: int) -> frozenset[date]:
    """Weekend days on which China works, to make up for days swapped into a holiday."""
    swapped = holidays.country_holidays("CN", years=(year - 1, year, year + 1))
    return frozenset(day for day in swapped.weekend_workdays if day.year == year)


def is_workday(day: date, market: str, region: str | None = None) -> bool:
    """Whether offices work on a day: weekdays that are no holiday, and China's make-up days."""
    if market == "CN" and day in make_up_workdays(day.year):
        return True
    return day.weekday() < SATURDAY and day not in public_holidays(market, day.year, region)


def _first_named(market: str, year: int, name: str) -> date | None:
    named = (
        day for day, names in sorted(public_holidays(market, year).items()) if name in names and "observed" not in names
    )
    return next(named, None)
