"""China's shopping feasts: on the day itself marketplaces sell many times what they usually do, much of it instead of elsewhere."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from data.calendar import events
from data.sample.plan import Plan

MARKET = "CN"
# orders of marketplaces over those of a usual day, before what the feast's own markdowns add
PEAKS = {"11.11": 8.0, "618": 7.5, "520": 6.5, "Qixi": 6.0}
ELSEWHERE = 1.15  # the same for all other channels
MARKETPLACES = 0.14  # their share of a usual day's orders
FIXED = {"11.11": (11, 11), "618": (6, 18), "520": (5, 20)}


def peaks(plan: Plan) -> NDArray[np.float64]:
    """By day: orders of marketplaces over those of a usual day, 1 outside of feasts."""
    peak = np.ones(plan.days)
    years = range(plan.since.year, plan.until.year + 1)
    days = [(date(year, *FIXED[name]), name) for name in FIXED for year in years]
    qixi = [
        (event.start, "Qixi")
        for event in events(plan.since.year, plan.until.year)
        if (event.event, event.market) == ("Qixi", MARKET)
    ]
    for day, name in (*days, *qixi):
        if plan.since <= day < plan.until:
            peak[(day - plan.since).days] = PEAKS[name]
    return peak


def demand(peak: NDArray[np.float64]) -> NDArray[np.float64]:
    """A day's orders of all channels over those of a usual day."""
    return np.where(peak > 1, MARKETPLACES * peak + (1 - MARKETPLACES) * ELSEWHERE, 1.0)


def to_marketplace(peak: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of those who would have bought elsewhere that goes to a marketplace that day."""
    return np.where(peak > 1, 1 - ELSEWHERE / demand(peak), 0.0)
