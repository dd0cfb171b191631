"""How a month's budget is spread over its days: as orders came on the like days of a year ago, as far as these say it; else by weekdays.

One necklace more or less is no shape, so orders are counted, not their amounts. A boutique with three orders a week has no shape
either: its own like days count for as many orders as it had, and what is wider (its markets, the shop, the weekdays of the last
half year) for `PULL` orders.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.period import Period, months_later
from analytics.targets.likeness import like_day
from analytics.targets.trade import Trade

PULL = 100.0  # orders
HALF_YEAR = 182  # days
LEAST = 28  # days, to know weekdays by


def days_of(month: date) -> list[date]:
    """The days of the month that begins on a day."""
    return [month + timedelta(days=number) for number in range(Period(month, months_later(month, 1)).days)]


@dataclass(frozen=True)
class Month:
    """What is known of a month's days before it begins, by place of the trade.

    Attributes:
        weekdays: array (day, place): orders of a mean day of its weekday in the half year before; nought where that is not known.
        last_year: array (day, place): orders of the like day a year ago; NaN in places that had not sold anything by then, and
            in markets whose like days are not all in the data.
    """

    weekdays: np.ndarray
    last_year: np.ndarray

    @classmethod
    def of(cls, sales: Trade, month: date) -> "Month":
        """The month that begins on a day."""
        days = days_of(month)
        return cls(_weekdays(sales, days), _last_year(sales, days))


def shape(sales: Trade, month: Month, own: np.ndarray) -> np.ndarray:
    """The share of each day of a month; they add up to one.

    Args:
        own: of each place of the trade, whether its sales are of the budget.
    """
    everywhere = np.ones(len(sales.places), dtype=bool)
    markets = np.isin(sales.named["market"], list(set(sales.named["market"][own])))
    shares = np.full(len(month.weekdays), 1 / len(month.weekdays))
    layers = [(month.weekdays, which) for which in (everywhere, own)]
    layers += [(month.last_year, which) for which in (everywhere, markets, own)]
    for held, which in layers:
        orders = np.nansum(held[:, which], axis=1)  # like for like: of places that were there
        if (total := orders.sum()) > 0:
            shares = (orders + PULL * shares) / (total + PULL)
    return np.asarray(shares / shares.sum())


def _weekdays(sales: Trade, days: list[date]) -> np.ndarray:
    end = min(sales.at(days[0]), sales.days)
    start = max(end - HALF_YEAR, 0)
    if end - start < LEAST:
        return np.zeros((len(days), len(sales.places)))
    orders = sales.amounts["orders"][start:end]
    weekday = (np.arange(start, end) + sales.first_on.weekday()) % 7
    mean = np.array([orders[weekday == number].mean(axis=0) for number in range(7)])
    return np.asarray(mean[[day.weekday() for day in days]])


def _last_year(sales: Trade, days: list[date]) -> np.ndarray:
    """A day under no like one is as the mean of the others."""
    found = np.full((len(days), len(sales.places)), np.nan)
    for market in sales.places["market"].unique():
        columns = (sales.places["market"] == market).to_numpy(dtype=bool)
        like = [like_day(day, market) for day in days]
        at = np.array([-1 if day is None else sales.at(day) for day in like])
        is_like = np.array([day is not None for day in like])
        if is_like.any() and at[is_like].min() >= 0 and at[is_like].max() < sales.days:
            part = sales.amounts["orders"][:, columns]
            found[:, columns] = np.where(is_like[:, None], part[at], part[at[is_like]].mean(axis=0))
            found[:, np.flatnonzero(columns)[(part[: at[is_like].min() + 1] > 0).sum(axis=0) == 0]] = np.nan
    return found


def in_cents(amount: float, shares: np.ndarray) -> np.ndarray:
    """An amount spread by shares, each in whole cents; their sum is the amount to the cent. As integers, in cents."""
    total = round(amount * 100)
    upto = np.floor(np.cumsum(shares) * total + 0.5).astype(np.int64)
    upto[-1] = total
    return np.diff(upto, prepend=0)
