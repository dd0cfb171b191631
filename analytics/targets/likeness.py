"""Which day of a year ago a day is like, in a market: the same weekday, or as far from the same feast."""

from datetime import date, timedelta
from functools import cache

from analytics.compare import event_day

WEEKS = timedelta(days=364)
# feasts by market with the days before and after them in which it trades otherwise; those on fixed dates only close by, as elsewhere
# the weekday counts for more than the date
FEASTS: dict[str, dict[str, tuple[int, int]]] = {
    "CN": {
        "cny": (14, 7),
        "qixi": (10, 2),
        "11.11": (3, 1),
        "618": (3, 1),
        "520": (3, 1),
        "golden_week": (2, 7),
        "11.11_first": (2, 1),
        "black_friday": (3, 4),
    },
    "HK": {"cny": (14, 7), "qixi": (10, 2), "black_friday": (3, 4)},
    "IT": {"saldi_winter": (7, 14), "saldi_summer": (7, 14), "black_friday": (7, 4)},
}
ELSEWHERE = {"black_friday": (7, 4)}
CHRISTMAS = ((12, 20), (12, 31))  # the date counts, not the weekday


@cache
def like_day(day: date, market: str) -> date | None:
    """The day of a year ago that a day is like; None where that one was under a feast that this one is not.

    Args:
        market: where the shopper lives; any text.
    """
    if near := _feast(day, market):
        event, now = near
        then = _on(event, now.year - 1)
        return None if then is None else day - (now - then)
    if CHRISTMAS[0] <= (day.month, day.day) <= CHRISTMAS[1]:
        return day.replace(year=day.year - 1)
    then = day - WEEKS
    return None if _feast(then, market) else then


def _feast(day: date, market: str) -> tuple[str, date] | None:
    """The feast that a day stands under, the nearest of several, and its day; None where there is none."""
    found = []
    for event, (before, after) in FEASTS.get(market, ELSEWHERE).items():
        for year in (day.year - 1, day.year, day.year + 1):
            on = _on(event, year)
            if on is not None and on - timedelta(days=before) <= day <= on + timedelta(days=after):
                found.append((abs((on - day).days), event, on))
    return min(found)[1:] if found else None


@cache
def _on(event: str, year: int) -> date | None:
    return event_day(event, year)
