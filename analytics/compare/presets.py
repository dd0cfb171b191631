"""Periods by what people call them, counted back from the last complete day of data."""

import re
from datetime import date, timedelta

from analytics.compare.events import EVENTS, event_day
from analytics.period import Period, month_start, months_later, week_start

PRESETS = ("yesterday", "last_week", "mtd", "month", "last_month", "season", "last_season")
WINDOW = 7  # days shown on either side of an event's day
_EVENT_OF = re.compile(r"(?P<event>.+)-(?P<year>(?:19|20)\d\d)")
_SEASONS = (2, 8)  # months in which spring-summer and autumn-winter begin in shops; autumn-winter ends in January


def preset(code: str, last: date, region: str = "") -> Period | None:
    """The days of a preset; None for a text that names none.

    `yesterday` is the last complete day of data itself, `last_week` the last whole week from Monday to Sunday, `mtd` the month
    up to that day, `month` all of that month, `season` all of spring-summer (February to July) or autumn-winter (August to
    January), `qixi-2026` the days from seven before to seven after Qixi of 2026, and so for every event.

    Args:
        last: last complete day of data.
        region: as in `event_day`.
    """
    until = last + timedelta(days=1)
    match code:
        case "yesterday":
            return Period(last, until)
        case "last_week":
            return Period(week_start(until) - timedelta(days=7), week_start(until))
        case "mtd":
            return Period(month_start(last), until)
        case "month":
            return Period(month_start(last), months_later(month_start(last), 1))
        case "last_month":
            return Period(months_later(month_start(last), -1), month_start(last))
        case "season":
            return Period(_season_start(last), months_later(_season_start(last), 6))
        case "last_season":
            return Period(months_later(_season_start(last), -6), _season_start(last))
    return _around(code, region)


def latest_event(event: str, last: date, region: str = "") -> str:
    """The preset of the last event whose days have begun by a day; empty where the calendar has none."""
    for year in (last.year + 1, last.year, last.year - 1):
        day = event_day(event, year, region)
        if day is not None and day - timedelta(days=WINDOW) <= last:
            return f"{event}-{year}"
    return ""


def _around(code: str, region: str) -> Period | None:
    found = _EVENT_OF.fullmatch(code)
    if found is None or found["event"] not in EVENTS:
        return None
    day = event_day(found["event"], int(found["year"]), region)
    return None if day is None else Period(day - timedelta(days=WINDOW), day + timedelta(days=WINDOW + 1))


def _season_start(day: date) -> date:
    """The first day of the season that a day lies in."""
    spring, autumn = (date(day.year, month, 1) for month in _SEASONS)
    return autumn if day >= autumn else spring if day >= spring else date(day.year - 1, _SEASONS[1], 1)
