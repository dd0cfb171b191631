"""The series' clock: days, weeks, months, quarters or years, read off its dates."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.results import CannotTell, Reason


class BadSeries(ValueError):
    """A wrong call: a series, a window or a date that makes no question; the message names it and says what to give instead."""


@dataclass(frozen=True)
class Clock:
    """word: one period in words; per_year: periods in a year; offset: pandas' name of the step."""

    word: str
    per_year: float
    offset: str


CLOCKS = {
    "day": Clock("day", 365.25, "D"),
    "week": Clock("week", 365.25 / 7, "7D"),
    "month": Clock("month", 12.0, "MS"),
    "quarter": Clock("quarter", 4.0, "QS"),
    "year": Clock("year", 1.0, "YS"),
}
FEWEST = 4
LIMITS = (("day", 1, 3), ("week", 7, 7), ("month", 28, 31), ("quarter", 89, 92), ("year", 360, 371))


def clock(dates: pd.DatetimeIndex) -> Clock:
    """The clock of distinct, sorted dates, gaps allowed.

    Raises:
        CannotTell: fewer than four dates, or steps that are no day, week, month, quarter or year.
    """
    if len(dates) < FEWEST:
        raise CannotTell(Reason("too_few_dates", dates=len(dates), needed=FEWEST))
    steps = np.diff(dates.to_numpy()) / np.timedelta64(1, "D")
    usual = float(np.median(steps))
    for word, low, high in LIMITS:
        if low <= usual <= high:
            return CLOCKS[word]
    raise CannotTell(Reason("irregular_dates", days=usual))


def regular(dates: pd.DatetimeIndex, kind: Clock) -> pd.DatetimeIndex:
    """Every period from the first to the last, named by its first day (weeks by the weekday the file uses)."""
    if kind.word in ("day", "week"):
        return pd.date_range(dates[0], dates[-1], freq=kind.offset)
    return pd.date_range(floor(dates, kind)[0], floor(dates, kind)[-1], freq=kind.offset)


def floor(dates: pd.DatetimeIndex, kind: Clock) -> pd.DatetimeIndex:
    """Dates of months, quarters and years moved to the first day of theirs; days and weeks as they are."""
    letters = {"month": "M", "quarter": "Q", "year": "Y"}
    return dates.to_period(letters[kind.word]).to_timestamp() if kind.word in letters else dates.normalize()


def moment(text: str) -> pd.Timestamp:
    """A date as people write it: 2020-03-09, 20200309, 2020-03, 2020Q2, 2020-W11, 2020; the first day of what it names.

    Raises:
        BadSeries: anything else.
    """
    plain = text.strip()
    if week := re.fullmatch(r"(\d{4})-?W(\d{1,2})", plain):
        return pd.Timestamp.fromisocalendar(int(week[1]), int(week[2]), 1)
    if quarter := re.fullmatch(r"(\d{4})-?Q([1-4])", plain):
        return pd.Timestamp(int(quarter[1]), 3 * int(quarter[2]) - 2, 1)
    if re.fullmatch(r"\d{4}([-/]?\d{2}([-/]?\d{2})?)?([T ].*)?", plain):
        try:
            return pd.Timestamp(plain).tz_localize(None).normalize()
        except ValueError:
            pass
    raise BadSeries(f"{text!r} is not a date; write 2020-03-09, 2020-03, 2020Q2, 2020-W11 or 2020")
