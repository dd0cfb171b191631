"""Courses that days may follow: their weekdays, the like days of a year ago, and these smoothed."""

from datetime import date, timedelta

import numpy as np

from analytics.targets.likeness import like_day

WIDE = 14  # days on either side of a smoothed one
YEARS = 2  # of history


def courses(first: date, orders: np.ndarray, markets: list[str], days: int) -> dict[str, np.ndarray]:
    """By name an array (day + days,): what each day and each of the next ones is like; NaN where that is not known.

    Args:
        first: the first day.
        orders: array (day, place) of orders.
        markets: of each place.
        days: how many next days.
    """
    count = len(orders) + days
    weekday = (np.arange(count) + first.weekday()) % 7
    weekdays = _weekdays(orders.sum(axis=1), weekday)
    like = _like(first, orders, markets, count)
    smooth = _smooth(like / weekdays) * weekdays
    like = np.where(np.isfinite(like), like, smooth)
    return {"weekdays": weekdays, "last_year": like, "season": smooth}


def _weekdays(orders: np.ndarray, weekday: np.ndarray) -> np.ndarray:
    """The mean orders of each weekday in the last year, over the mean of all."""
    recent, of_recent = orders[-364:], weekday[: len(orders)][-364:]
    means = np.array(
        [recent[of_recent == number].mean() if (of_recent == number).any() else 0.0 for number in range(7)]
    )
    mean = means.mean()
    share = np.maximum(means / mean, 0.01) if mean > 0 else np.ones(7)
    return np.asarray(share[weekday])


def _like(first: date, orders: np.ndarray, markets: list[str], count: int) -> np.ndarray:
    """Orders of the like days a year ago, market by market, and an order a week where there was none."""
    found = np.zeros(count)
    names = np.array(markets, dtype=object)
    for market in dict.fromkeys(markets):
        part = orders[:, names == market].sum(axis=1)
        like = [like_day(first + timedelta(days=number), market) for number in range(count)]
        at = np.array([-1 if day is None else (day - first).days for day in like])
        is_known = (at >= 0) & (at < len(part))
        found += np.where(is_known, part[np.where(is_known, at, 0)], np.nan)
    return found + 1 / 7


def _smooth(values: np.ndarray) -> np.ndarray:
    """The mean of each value and those around it; NaN where fewer than half of them are known."""
    known = np.isfinite(values)
    sums, counts = (
        np.convolve(each, np.ones(2 * WIDE + 1), mode="same")
        for each in (np.where(known, values, 0.0), known.astype(float))
    )
    return np.where(counts >= WIDE, sums / np.maximum(counts, 1), np.nan)
