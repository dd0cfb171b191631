"""All cohorts of a label as one curve: what happens as customers grow older."""

import numpy as np
import pandas as pd

from analytics.cohorts.cohorts import Cohorts
from analytics.cohorts.intervals import Z, wilson

KEYS = ["label", "k"]


def pooled(cohorts: Cohorts, metric: str = "retention") -> pd.DataFrame:
    """A metric by age over all cohorts old enough to tell, each weighing as its customers.

    Retention is a share of customers, its interval Wilson's; other metrics are means of cohort values, their intervals
    those of a weighted mean of independent cohorts.

    Returns:
        One row per (label, k) that at least one cohort has reached, and of which none is withheld: `customers`, `cohorts`, `estimate`, `low`, `high`.
    """
    known = cohorts.table.dropna(subset=[metric])
    whole = [cohorts.is_whole(metric, label, k) for label, k in zip(known["label"], known["k"], strict=True)]
    known = known[whole]
    weight = known["size"].astype(float)
    half = (known[f"{metric}_high"] - known[f"{metric}_low"]) / 2
    parts = known[KEYS].assign(
        customers=weight,
        cohorts=1,
        active=known["active"].astype(float),
        total=weight * known[metric],
        squares=(weight * half / Z) ** 2,
    )
    sums = parts.groupby(KEYS, sort=False).sum().reset_index()
    middle = sums["total"] / sums["customers"]
    if metric == "retention":
        low, high = wilson(sums["active"], sums["customers"])
        low, high = np.where(sums["k"] == 0, 1.0, low), np.where(sums["k"] == 0, 1.0, high)
    else:
        reach = Z * np.sqrt(sums["squares"]) / sums["customers"]
        low, high = (middle - reach).to_numpy(), (middle + reach).to_numpy()
    estimates = sums[[*KEYS, "customers", "cohorts"]].assign(estimate=middle, low=low, high=high)
    return estimates.sort_values(KEYS, ignore_index=True)
