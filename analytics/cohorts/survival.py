"""How soon customers buy a second time, those still watched respected (Kaplan-Meier)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.interval import Interval
from analytics.kpis import span
from data.store import EVERYTHING, Choice, Store

Z = 1.959963984540054


@dataclass(frozen=True)
class Curve:
    """The share that has bought again within so many days of the first order.

    Attributes:
        label: whose.
        customers, events: how many were watched, how many bought again.
        days: days at which the share rises, ascending.
        share, low, high: the share up to and including each of them, with its 95 % interval.
        at_risk: customers still watched and not yet back just before each.
        watched: the longest any customer was watched; beyond it nothing is known.
    """

    label: str
    customers: int
    events: int
    days: NDArray[np.float64]
    share: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    at_risk: NDArray[np.float64]
    watched: float

    def at(self, days: float) -> Interval | None:
        """The share within `days`; None beyond what was watched."""
        if days > self.watched:
            return None
        place = int(np.searchsorted(self.days, days, side="right")) - 1
        if place < 0:
            return Interval(0.0, 0.0, float(1 - np.exp(np.log(0.025) / max(self.customers, 1))))
        return Interval(float(self.share[place]), float(self.low[place]), float(self.high[place]))

    def frame(self) -> pd.DataFrame:
        """One row per step: `label`, `days`, `share`, `low`, `high`, `at_risk`."""
        steps = {name: getattr(self, name) for name in ("days", "share", "low", "high", "at_risk")}
        return pd.DataFrame({"label": self.label, **steps})


def second_purchase(
    store: Store, choice: Choice = EVERYTHING, *, by: str = "all", since: date | None = None, until: date | None = None
) -> list[Curve]:
    """The time from a customer's first order to the next on a later day.

    Args:
        by: all, year (of the first order), channel, market, tier, store_id, depth or campaign.
        since, until: customers first met on these days only; everybody when left out.

    Returns:
        One curve per value, most customers first.
    """
    first, data_to = span(store)
    waits = store.ask(
        "second_purchase", choice, by=by, data_to=data_to, since=since or first, until=until or date(9999, 1, 1)
    )
    curves = [survival(part, str(label)) for label, part in waits.groupby("label", dropna=False)]
    return sorted(curves, key=lambda curve: -curve.customers)


def survival(waits: pd.DataFrame, label: str = "all") -> Curve:
    """The product-limit estimate (Kaplan & Meier 1958), Greenwood's variance on the log(-log) scale.

    Args:
        waits: rows of `days`, `came_back`, `customers` (how many are alike).
    """
    counts = (
        waits.assign(back=waits["customers"].where(waits["came_back"].astype(bool), 0))
        .groupby("days")[["customers", "back"]]
        .sum()
    )
    at_risk = counts["customers"][::-1].cumsum()[::-1].to_numpy(dtype=float)
    back = counts["back"].to_numpy(dtype=float)
    days = counts.index.to_numpy(dtype=float)
    alone = np.cumprod(1 - back / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(back / (at_risk * (at_risk - back)))
        width = Z * np.sqrt(greenwood) / np.abs(np.log(alone))
        # log(-log) bounds of the share still alone, turned round
        low, high = 1 - alone ** np.exp(-width), 1 - alone ** np.exp(width)
    certain = alone <= 0
    low, high = np.where(certain, np.nan, low), np.where(certain, 1.0, high)
    rises = back > 0
    watched = float(days.max()) if len(days) else 0.0
    return Curve(
        label,
        int(counts["customers"].sum()),
        int(back.sum()),
        days[rises],
        1 - alone[rises],
        low[rises],
        high[rises],
        at_risk[rises],
        watched,
    )
