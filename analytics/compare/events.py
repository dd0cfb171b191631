"""The day of each retail event in each year: what the days around it are counted from.

Fixed days by themselves; moving ones and those of single regions from `data.calendar`, whose table says where each is from.
"""

from datetime import date, timedelta
from functools import cache

from analytics.period import Period
from data.calendar import rules
from data.calendar.events import FIRST_YEAR, LAST_YEAR, Event, events

FAR = 60  # days: an event farther from a period than that has nothing to do with it
_FIXED = {"520": (5, 20), "618": (6, 18), "11.11": (11, 11), "golden_week": (10, 1)}
# Event -> its name and market in the calendar, and whether the first day of its window is meant.
_TABLED = {
    "qixi": ("Qixi", "CN"),
    "11.11_first": ("11.11 first wave", "CN"),
    "11.11_second": ("11.11", "CN"),
    "saldi_winter": ("saldi winter", "IT"),
    "saldi_summer": ("saldi summer", "IT"),
    "soldes_winter": ("soldes winter", "FR"),
    "soldes_summer": ("soldes summer", "FR"),
}
# Event -> the window in the calendar that holds its day.
_WINDOWS = {
    **_TABLED,
    "cny": ("Spring Festival", "CN"),
    "golden_week": ("National Day week", "CN"),
    "618": ("618", "CN"),
    "11.11": ("11.11", "CN"),
    "black_friday": ("Black Friday", "IT"),
}
EVENTS = (
    *("cny", "520", "618", "qixi", "golden_week", "11.11_first", "11.11_second", "11.11"),
    *("black_friday", "saldi_winter", "saldi_summer", "soldes_winter", "soldes_summer"),
)
REGIONAL = ("saldi_winter", "saldi_summer")


def event_day(event: str, year: int, region: str = "") -> date | None:
    """The day of an event in a year; None where the calendar has none.

    `cny` is the first day of the lunar year, `golden_week` 1 October, `11.11_first` and `11.11_second` the days on which the
    two waves of payments began, `saldi_*` and `soldes_*` the first day of the sales in Italy and in France.

    Args:
        event: one of `EVENTS`.
        region: an Italian region, for sales that begin on another day there; empty for the day of most regions.

    Raises:
        ValueError: no event of that name.
    """
    if event not in EVENTS:
        raise ValueError(f"{event} is no event of the calendar; choose one of {', '.join(EVENTS)}")
    if event in _FIXED:
        return date(year, *_FIXED[event])
    if event == "black_friday":
        return rules.black_friday(year)
    if event == "cny":
        return rules.spring_festival(year)
    days = _days(*_TABLED[event])
    return days.get((region, year), days.get(("", year)))


def event_end(event: str, year: int, region: str = "") -> date | None:
    """The last day of an event in a year: of its feast, its platform's window or its sales; arguments as in `event_day`."""
    day = event_day(event, year, region)
    if day is None:
        return None
    name, market = _WINDOWS.get(event, ("", ""))
    around = [
        window
        for window in _calendar()
        if window.event == name and window.market == market and window.start <= day <= window.end
    ]
    ends = {window.region: window.end for window in around}
    return ends.get(region, ends.get("", day))


def nearest(event: str, period: Period, region: str = "") -> date | None:
    """The event's day that lies nearest to the middle of a period; None where none is within `FAR` days of the period."""
    middle = period.since + timedelta(days=period.days // 2)
    years = range(period.since.year - 1, period.until.year + 2)
    known = [day for year in years if (day := event_day(event, year, region)) is not None]
    close = [day for day in known if _apart(day, period) <= FAR]
    return min(close, key=lambda day: abs((day - middle).days), default=None)


def _apart(day: date, period: Period) -> int:
    """Days between a day and a period; 0 inside it."""
    return max((period.since - day).days, (day - period.until).days + 1, 0)


@cache
def _days(name: str, market: str) -> dict[tuple[str, int], date]:
    """First days by region and year."""
    found = [event for event in _calendar() if event.event == name and event.market == market]
    return {(event.region, event.start.year): event.start for event in found}


@cache
def _calendar() -> tuple[Event, ...]:
    return tuple(events(FIRST_YEAR, LAST_YEAR))
