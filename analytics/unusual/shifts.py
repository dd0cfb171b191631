"""Which days of a year ago a week is like, in a market: the same weekdays, or the same days round a feast that moves."""

from datetime import date, timedelta
from functools import cache

from analytics.compare import event_day

YEAR = 364  # days: whole weeks, so that weekdays meet
# feasts that move between years, where they are kept; fixed ones meet themselves within a day or two
MOVING = {
    "CN": ("cny", "qixi", "11.11_first", "11.11_second", "black_friday"),
    "HK": ("cny", "qixi", "black_friday"),
    "IT": ("saldi_winter", "saldi_summer", "black_friday"),
}
ELSEWHERE = ("black_friday",)
BEFORE, AFTER = 14, 7  # days round a feast in which a market trades otherwise


@cache
def shift(monday: date, market: str) -> int | None:
    """How many days back the week is that a market's week is like; None where last year's had a feast that this one has not.

    Args:
        monday: first day of the week.
    """
    back = None
    for event in MOVING.get(market, ELSEWHERE):
        now, then = _near(event, monday), _near(event, monday - timedelta(days=YEAR))
        if now is not None:
            earlier = event_day(event, now.year - 1)
            back = back or (None if earlier is None else (now - earlier).days)
        elif then is not None:
            return None
    return YEAR if back is None else back


def _near(event: str, monday: date) -> date | None:
    """The day of a feast that a week stands under; None where none is near."""
    for year in (monday.year - 1, monday.year, monday.year + 1):
        day = event_day(event, year)
        if day is not None and day - timedelta(days=BEFORE + 6) <= monday <= day + timedelta(days=AFTER):
            return day
    return None
