"""Small simulated series the tests of the rebound share."""

import numpy as np
import pandas as pd


def weekly(seed: int, weeks: int = 182, lasting: float = 0.0, height: float = 0.4, drop: float = 0.6) -> pd.DataFrame:
    """A weekly series of low noise with a shock at 130, reopening at 140 and a rebound that halves every four weeks.

    Columns: actual, without (had the shock not come), donor (another market, untouched). Index: Mondays.
    """
    rng, at = np.random.default_rng(seed), np.arange(weeks)
    trend = np.cumsum(rng.normal(0, 0.004, weeks)) + 0.0005 * at
    season = 0.15 * np.cos(2 * np.pi * at / 52.18)
    noise = rng.normal(0, 0.03, (2, weeks))
    effect = np.zeros(weeks)
    effect[130:140] = np.log(1 - drop) if drop else 0.0
    effect[140:] = np.log1p(lasting) + np.log1p(height) * 2 ** (-(at[140:] - 140) / 4)
    without = 1000 * np.exp(trend + season + noise[0])
    donor = 600 * np.exp(trend + season + noise[1])
    dates = pd.date_range("2017-09-04", periods=weeks, freq="7D")
    return pd.DataFrame({"actual": without * np.exp(effect), "without": without, "donor": donor}, index=dates)


SHOCK, REOPEN = (
    pd.Timestamp("2017-09-04") + pd.Timedelta(weeks=130),
    pd.Timestamp("2017-09-04") + pd.Timedelta(weeks=140),
)
