"""What one promotion brought, and how it is known."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analytics.interval import UNKNOWN, Interval
from analytics.results import Reason

Numbers = NDArray[np.float64]
FALSE_ALARM = 0.05
FUNDERS = ("merchant", "platform", "other")
MADE, GAVE, NOISE, UNJUDGED = "made margin", "gave margin away", "cannot be told from noise", "cannot be judged"


@dataclass(frozen=True)
class Placebos:
    """The same reckoning on dates without the promotion: what chance alone shows.

    Attributes:
        starts: first day of each placebo.
        lifts: relative lift found on each, 0.1 for 10 %; none is real.
        rank: share of placebos whose lift is at least as far from 0 as the promotion's.
    """

    starts: tuple[date, ...]
    lifts: tuple[float, ...]
    rank: float


@dataclass(frozen=True)
class Worth:
    """What the orders of an experiment are worth; amounts in euro an order unless said.

    Attributes:
        used: orders that used the promotion.
        margin, margin_error: of an order that used it, and the standard error of that mean.
        discount: what the shop paid of its discount.
        usual, usual_error, usual_orders: margin of an order without the promotion: of the control group, and of anybody in the days
            after; the standard error of that mean, and how many orders it is of.
        missing: orders missing in the days after, over all treated; unknown where the data do not reach so far.
        held_out, anyway: customers in the control group, and their orders.
    """

    used: float
    margin: float
    margin_error: float
    discount: float
    usual: float
    missing: Interval
    held_out: int
    anyway: float
    usual_error: float = 0.0
    usual_orders: float = 0.0


@dataclass(frozen=True)
class Score:
    """A promotion's score; amounts in euro over all its treated customers or its whole scope.

    Attributes:
        promotion_id: which.
        evidence: "experiment" (customers held out at random), "observational" (against a baseline) or "none".
        reason: why there is no better evidence; None for an experiment of known margins.
        first_on, last_on: the days it ran.
        reached: customers treated at random; 0 without an experiment.
        lift: extra net sales while it ran.
        orders: extra orders; unknown without an experiment.
        pull_forward: share of the lift that is missing afterwards.
        cannibalised: full-price sales that it replaced.
        subsidy_share: share of its discount that went to sales that would have come anyway, 0 to 1.
        margin: incremental margin: of lift less what is missing afterwards, after the discount and what it cost to
            reach people; discounts that the platform pays come back to the shop.
        direct: the same from the euro of the arms alone, a check that luxury makes wide.
        paid: discount by funder.
        contact_cost: of reaching people.
        placebos: for an observational score.
        net_used: net sales of the orders that used it.
        worth: of an experiment's orders, where their margins are known.
    """

    promotion_id: str
    evidence: str
    reason: Reason | None
    first_on: date | None
    last_on: date | None
    reached: int = 0
    lift: Interval = UNKNOWN
    orders: Interval = UNKNOWN
    pull_forward: Interval = UNKNOWN
    cannibalised: Interval = UNKNOWN
    subsidy_share: Interval = UNKNOWN
    margin: Interval = UNKNOWN
    direct: Interval = UNKNOWN
    paid: dict[str, float] = field(default_factory=dict)
    contact_cost: float = 0.0
    placebos: Placebos | None = None
    net_used: float = 0.0
    worth: Worth | None = None

    @property
    def verdict(self) -> str:
        """Whether it made margin, gave it away, or neither can be told.

        Without an experiment the placebo dates must agree: a lift that one quiet date in twenty shows too is noise.
        """
        if not np.isfinite(self.margin.estimate):
            return UNJUDGED
        if self.margin.holds(0) or (self.placebos is not None and self.placebos.rank > FALSE_ALARM):
            return NOISE
        return MADE if self.margin.low > 0 else GAVE

    def roi(self, funder: str = "all") -> Interval:
        """Incremental margin of the shop per euro that `funder` (or all) put in; unknown where it put in nothing.

        The merchant also pays for reaching people.
        """
        cost = sum(self.paid.values()) if funder == "all" else self.paid.get(funder, 0.0)
        cost += self.contact_cost if funder in {"all", "merchant"} else 0.0
        return scaled(self.margin, 1 / cost) if cost > 0 else UNKNOWN


def scaled(interval: Interval, by: float) -> Interval:
    """The interval times a known number."""
    ends = sorted((interval.low * by, interval.high * by))
    return Interval(interval.estimate * by, ends[0], ends[1])


def moved(interval: Interval, by: float) -> Interval:
    """The interval plus a known number."""
    return Interval(interval.estimate + by, interval.low + by, interval.high + by)


def within(interval: Interval, low: float, high: float) -> Interval:
    """The interval cut to what is possible."""
    cut = np.clip([interval.estimate, interval.low, interval.high], low, high)
    return Interval(float(cut[0]), float(cut[1]), float(cut[2]))


def ratio(above: tuple[float, float], below: tuple[float, float], covariance: float) -> Interval:
    """The quotient of two estimates (value, variance), by the delta method."""
    share = above[0] / below[0]
    variance = (above[1] + share**2 * below[1] - 2 * share * covariance) / below[0] ** 2
    return Interval.normal(share, float(np.sqrt(max(variance, 0.0))))
