"""Extra pieces of each part of the assortment, while a promotion ran and after it, with how far they may be off."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.promotions.effect.baseline import weeks
from analytics.promotions.effect.experiment import covariates
from analytics.promotions.effect.observed import FEWEST_PLACEBOS, Ran, View, refusal
from analytics.promotions.effect.score import Numbers
from analytics.results import Reason
from analytics.uplift import Experiment, adjusted_influence

MOST_TIMES = 3.0  # how many times its usual course a part's error may be that of


@dataclass(frozen=True)
class Pieces:
    """Extra pieces by part.

    Attributes:
        extra, expected: (2, parts), while it ran and in the days after: found, and what would have been sold.
        errors: (2 parts, 2 parts), covariance of the extra pieces, all parts while it ran before all after.
        freedom: degrees of freedom of that covariance.
        sees_after: whether the data reach to the end of the days after; else what is said of them is nought and counts for nothing.
    """

    extra: Numbers
    expected: Numbers
    errors: Numbers
    freedom: float
    sees_after: bool


def by_arms(exposures: pd.DataFrame, bought: pd.DataFrame, parts: list[str]) -> Pieces:
    """From customers who were held out at random: regression-adjusted, errors clustered by customer.

    Args:
        exposures: randomised exposures of one promotion, as `promotion_exposures` has them.
        bought: `part`, `customer_id`, `units_in`, `units_after`.
        parts: which to tell of, in this order.
    """
    seen = exposures.drop_duplicates("customer_id")
    treated, chance = seen["treated"].to_numpy(dtype=bool), seen["p_treated"].to_numpy(dtype=float)
    features, reached = covariates(seen), int(treated.sum())
    found, usual, influence = [], [], []
    for name in ("units_in", "units_after"):
        by_part = bought.pivot_table(index="customer_id", columns="part", values=name, aggfunc="sum", fill_value=0.0)
        taken = by_part.reindex(index=seen["customer_id"], columns=parts, fill_value=0.0).to_numpy(dtype=float)
        for outcome in taken.T:
            effect, each = adjusted_influence(Experiment(features, treated, outcome, chance))
            found.append(effect * reached)
            usual.append(float(outcome[~treated].mean()) * reached)
            influence.append(each * reached)
    root = np.column_stack(influence)
    # Few pieces may show no scatter by luck; counts scatter as Poisson's at least.
    both = np.array(usual) * (1 + reached / max(len(seen) - reached, 1))
    errors = root.T @ root
    errors = errors + np.diag(np.maximum(np.maximum(both, 1.0) - np.diag(errors), 0.0))
    arms = min(reached, len(seen) - reached)
    sees_after = bool(seen["after_is_seen"].all())
    shape = (2, len(parts))
    return Pieces(
        np.reshape(found, shape), np.reshape(usual, shape), np.asarray(errors), arms - 1.0, sees_after
    )  # fmt: skip


def by_course(sold: pd.DataFrame, ran: Ran, parts: list[str]) -> Pieces | Reason:
    """From the pieces sold around it: each part against its usual course, all checked on the same dates when nothing ran.

    What weeks share is in the covariance over those dates, so that a sum of parts is as uncertain as it is.

    Args:
        sold: `day` and a column a part, pieces.
        ran: of the promotion; its `sales` are not read.
        parts: which to tell of, in this order.

    Returns:
        Why there is no usual course, where there is none.
    """
    ran = Ran(**{**ran.__dict__, "sales": sold})
    if why := refusal(ran):
        return why
    at = weeks(sold, ran.first_on, parts)
    views = [View(at, ran, part) for part in parts]
    dates = len(views[0].placebos)
    if dates < FEWEST_PLACEBOS:
        return Reason("too_few_quiet_dates", dates=dates, needed=FEWEST_PLACEBOS)
    expected = np.array([view.weights(1.0) for view in views]).T
    gaps = np.stack([view.gaps(view.net, 1.0, view.lean) for view in views], axis=2)  # (placebos, 2, parts)
    raw = np.array([view.gap(view.net, 1.0, view.start, view.lean) for view in views]).T
    extra = (raw - gaps.mean(axis=0)) * expected
    # What sells more wanders by more.
    more = np.clip((expected + extra) / np.maximum(expected, 1.0), 1.0, MOST_TIMES)
    off = ((gaps - gaps.mean(axis=0)) * expected * more).reshape(dates, -1)
    errors = off.T @ off / (dates - 1) * (1 + 1 / dates)
    return Pieces(extra, expected, np.asarray(errors), dates - 1.0, views[0].seen_after)
