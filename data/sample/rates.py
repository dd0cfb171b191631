"""Exchange rates of the sample shop: a seeded walk near the yearly levels, on the days on which the ECB fixes rates."""

from dataclasses import dataclass
from datetime import date, timedelta

import holidays
import numpy as np
from numpy.typing import NDArray

from data.sample.plan import Plan

FIRST_YEAR = 2018
LEVELS = {
    "CNY": (7.80, 7.73, 7.87, 7.63, 7.08, 7.66, 7.79, 8.10, 8.05),
    "USD": (1.18, 1.12, 1.14, 1.18, 1.05, 1.08, 1.08, 1.13, 1.17),
    "HKD": (9.26, 8.77, 8.86, 9.19, 8.25, 8.47, 8.45, 8.80, 9.10),
    "GBP": (0.885, 0.878, 0.889, 0.86, 0.853, 0.87, 0.847, 0.857, 0.868),
    "JPY": (130.4, 122.0, 121.8, 129.9, 138.0, 152.0, 163.9, 169.0, 181.0),
    "KRW": (1299, 1305, 1345, 1354, 1358, 1413, 1475, 1605, 1710),
}
# what a list price is rounded to, and what an amount is rounded to
STEPS = {"EUR": 1, "CNY": 10, "USD": 1, "HKD": 10, "GBP": 1, "JPY": 100, "KRW": 1000}
DIGITS = {"JPY": 0, "KRW": 0}


@dataclass(frozen=True)
class Rates:
    """Units of `quotes` for one euro on `days` (fixing days only), by [quote, day]."""

    quotes: tuple[str, ...]
    days: list[date]
    values: NDArray[np.float64]


def rates(plan: Plan) -> Rates:
    """Draws the rates of a plan."""
    draw = np.random.default_rng([plan.seed, 3])
    start = plan.since - timedelta(days=7)
    every = [start + timedelta(days=day) for day in range((plan.until - start).days)]
    closed = holidays.financial_holidays("ECB", years=range(start.year, plan.until.year + 1))
    fixing = np.array([day.weekday() < 5 and day not in closed for day in every])
    steps = draw.normal(0, 0.0035, (len(LEVELS), len(every)))
    walk = np.zeros_like(steps)
    for day in range(1, len(every)):
        walk[:, day] = 0.985 * walk[:, day - 1] + steps[:, day]
    middle = np.array([(date(FIRST_YEAR + year, 7, 1) - start).days for year in range(len(LEVELS["CNY"]))])
    level = np.array([np.interp(np.arange(len(every)), middle, values) for values in LEVELS.values()])
    days = [day for day, fixes in zip(every, fixing, strict=True) if fixes]
    return Rates(tuple(LEVELS), days, (level * np.exp(walk))[:, fixing].round(4))


def book_rate(currency: str, year: int) -> float:
    """The rate at which a year's price lists were made."""
    if currency == "EUR":
        return 1.0
    levels = LEVELS[currency]
    return float(levels[min(max(year - FIRST_YEAR, 0), len(levels) - 1)])
