"""Does the model follow the purchases week by week, and does it rank and size customers rightly?

The incremental tracking plot and the conditional expectations by frequency of Fader, Hardie & Lee (2005).
"""

from typing import Any

import numpy as np
import pandas as pd

from analytics.lifetime.fit import Fitted
from analytics.lifetime.histories import Floats, Histories
from analytics.lifetime.purchases import WEEK, Observed

_MOST_APART = 7
BY_FREQUENCY = ("frequency", "customers", "predicted", "actual", "p_alive")


def tracked(fit: Fitted[Any], histories: Histories, days: int, until: int) -> Floats:
    """Repeat purchases that the model expects by the end of each day, from the first day of the log.

    Args:
        histories: all customers at the end of training.
        days: days of training; the ages say when each customer came.
        until: how many days to track, those of training included.

    Returns:
        (until,) cumulative purchases, one per day.
    """
    born = days - 1 - np.rint(histories.by_age.values * WEEK).astype(int)
    customers = np.bincount(born, histories.by_age.total(histories.customers), days)
    since = fit.model.repeats(np.arange(until) / WEEK)
    return np.asarray(np.convolve(customers, since)[:until])


def tracking(expected: Floats, repeats: Floats, days: int) -> pd.DataFrame:
    """One row per week of the log: repeat purchases seen and expected.

    Args:
        expected: (days tracked,) cumulative, as `tracked` gives it.
        repeats: (days tracked,) purchases after the first on each day.
        days: days of training.

    Returns:
        week                 int    1 is the first seven days
        actual, expected     float  purchases in the week
        cumulative_actual    float
        cumulative_expected  float
        holdout              bool   whether the week ends after training
    """
    ends = np.arange(int(WEEK) - 1, len(repeats), int(WEEK))
    cumulative = pd.DataFrame({"actual": np.cumsum(repeats)[ends], "expected": expected[ends]})
    table = cumulative.diff().fillna(cumulative)
    table.insert(0, "week", np.arange(1, len(ends) + 1))
    return table.assign(
        cumulative_actual=cumulative["actual"], cumulative_expected=cumulative["expected"], holdout=ends >= days
    )


def calibration_table(fit: Fitted[Any], observed: Observed) -> pd.DataFrame:
    """One row per number of repeat purchases before the holdout, those from seven on together.

    Returns:
        frequency   int    7 stands for seven or more
        customers   float
        predicted   float  purchases per customer expected in the holdout, uncalibrated
        actual      float  purchases per customer in it
        p_alive     float  mean probability of not having stopped for good
    """
    histories = observed.histories
    per_customer = pd.DataFrame(
        {
            "frequency": np.minimum(histories.frequency, _MOST_APART).astype(int),
            "predicted": fit.model.expected(histories, observed.weeks),
            "actual": observed.bought,
            "p_alive": fit.model.p_alive(histories),
        }
    )
    weighted = per_customer[["predicted", "actual", "p_alive"]].mul(histories.customers, axis=0)
    weighted.insert(0, "customers", histories.customers)
    total = weighted.groupby(per_customer["frequency"]).sum()
    means = total[["predicted", "actual", "p_alive"]].div(total["customers"], axis=0)
    return pd.concat([total[["customers"]], means], axis=1).reset_index()
