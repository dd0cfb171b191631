"""What stores did over past windows as long as the test: how far their growth differs by chance."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.kpis import span
from analytics.measures import Cut, figures
from analytics.period import Period, week_start
from analytics.reach import UNCUT, Compared
from analytics.results import CannotTell, Reason
from data.store import EVERYTHING, Choice, Store

YEARS = 2
RETURNS = timedelta(days=30)
LEAST = 4  # stores
STEADY = 0.8  # of the weeks must bring something


@dataclass(frozen=True)
class StoreOutcome:
    """A store's change of sales from one window to the next, as a share of what it usually sells.

    Attributes:
        stores: that sold steadily over the last two years.
        mean: net sales of a store in a window, in the shop's currency.
        variance: of the change, beyond what all stores share.
        correlation: of a store's weeks, beyond what all stores share in a week: between 0 (weeks as good as independent) and 1.
        since, until: the days it was learned on.
    """

    stores: int
    mean: float
    variance: float
    correlation: float
    since: date
    until: date


def store_outcome(store: Store, choice: Choice = EVERYTHING, *, weeks: int = 8) -> StoreOutcome:
    """How far stores differ in growth by chance.

    Raises:
        CannotTell: fewer than four stores that sold steadily, or too short a history for two windows.
    """
    until = week_start(span(store)[1] - RETURNS)
    since = max(until - timedelta(weeks=52 * YEARS), week_start(span(store)[0] + timedelta(days=6)))
    if (until - since).days < 7 * 2 * weeks:
        raise CannotTell(Reason("weeks_too_few", weeks=max((until - since).days // 7, 0), needed=2 * weeks))
    table = figures(
        store, choice, ["net_eur"], {"now": Compared(Period(since, until), UNCUT, until)}, Cut(("store_id",), "week")
    )
    wide = table.pivot_table(index="bucket", columns="store_id", values="net_eur", aggfunc="sum").fillna(0.0)
    wide = wide.reindex(pd.date_range(since, until - timedelta(days=7), freq="7D"), fill_value=0.0)
    wide = wide.loc[:, (wide > 0).mean() >= STEADY]
    if wide.shape[1] < LEAST:
        raise CannotTell(Reason("arm_too_small", customers=wide.shape[1], needed=LEAST))
    values = wide.to_numpy(float)
    return StoreOutcome(wide.shape[1], float(values.mean() * weeks), *_chance(values, weeks), since, until)


def _chance(values: np.ndarray, weeks: int) -> tuple[float, float]:
    """Variance of the change between neighbouring windows, and the correlation of a store's weeks.

    Args:
        values: (weeks, stores) of sales.
    """
    share = values / values.mean(axis=0)
    count = len(share) // weeks
    windows = share[-count * weeks :].reshape(count, weeks, -1).mean(axis=1)
    change = np.diff(windows, axis=0)
    change = change - change.mean(axis=1, keepdims=True)
    stores = share.shape[1]
    variance = float((change**2).sum() / (len(change) * (stores - 1)))
    own = share - share.mean(axis=1, keepdims=True)
    between = windows - windows.mean(axis=1, keepdims=True)
    weekly, of_windows = float((own**2).mean()), float((between**2).mean())
    correlation = (of_windows / weekly - 1 / weeks) / (1 - 1 / weeks) if weeks > 1 and weekly > 0 else 0.0
    return variance, float(np.clip(correlation, 0, 1))
