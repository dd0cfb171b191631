"""From coupons sent to customers who came again."""

import numpy as np
import pandas as pd

from analytics.interval import Interval

LOGGED = ("delivered", "opened", "claimed")  # by whatever sent the coupons, where it does
STEPS = ("issued", "delivered", "opened", "claimed", "redeemed", "came_again")


def funnel(exposures: pd.DataFrame) -> pd.DataFrame:
    """The coupon funnel of each promotion, from the columns of `promotion_exposures`; the held out are no part of it.

    Returns:
        One row per promotion and step:
        promotion_id
        step       issued, delivered, opened, claimed, redeemed, came_again (another order within 90 days of redeeming); a step
                   that nothing was ever logged of is left out, as it is not known to be nought
        customers  int    who got so far
        of         int    who got to the step before; of the redeemers, those whose 90 days the data cover
        share, low, high  float  Wilson's 95 % interval; empty at the first step and where nobody was before
    """
    sent = exposures[exposures["treated"].astype(bool)]
    rows = [row for promotion, part in sent.groupby("promotion_id") for row in _steps(str(promotion), part)]
    return pd.DataFrame(rows, columns=["promotion_id", "step", "customers", "of", "share", "low", "high"])


def _steps(promotion: str, sent: pd.DataFrame) -> list[tuple[str, str, int, int, float, float, float]]:
    # Who redeemed must have claimed and opened, whatever the sending system logged.
    reached = {"issued": np.ones(len(sent), dtype=bool)}
    later = np.zeros(len(sent), dtype=bool)
    for step in ("redeemed", "claimed", "opened", "delivered"):
        later = later | sent[step].fillna(False).to_numpy(dtype=bool)
        reached[step] = later
    observed = sent["second_is_seen"].fillna(False).to_numpy(dtype=bool) & reached["redeemed"]
    reached["came_again"] = sent["came_again"].fillna(False).to_numpy(dtype=bool) & observed
    rows, before = [], 0
    for step in STEPS:
        if step in LOGGED and not sent[step].fillna(False).any():
            continue
        count = int(reached[step].sum())
        of = int(observed.sum()) if step == "came_again" else before
        share = wilson(count, of) if step != "issued" and of else Interval(np.nan, np.nan, np.nan)
        rows.append((promotion, step, count, of, share.estimate, share.low, share.high))
        before = count
    return rows


def wilson(successes: int, trials: int, z: float = 1.959963984540054) -> Interval:
    """Wilson's interval of a rate."""
    share = successes / trials
    middle = (share + z**2 / (2 * trials)) / (1 + z**2 / trials)
    half = z / (1 + z**2 / trials) * np.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    return Interval(share, float(max(middle - half, 0.0)), float(min(middle + half, 1.0)))
