"""A promotion's score without a holdout: against the usual course, checked on dates when nothing ran."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.interval import UNKNOWN, Interval
from analytics.promotions.effect.baseline import SHUT, Spans, Weeks, design, expected, overlap, weeks
from analytics.promotions.effect.score import Numbers, Placebos, Score, moved, ratio, scaled, within
from analytics.results import Reason
from data.late import late

special = late("scipy.special")

NOBODY_HELD_OUT = Reason("nobody_held_out")
BEFORE, FEWEST_PLACEBOS, MOST_DAYS, FEWEST_WEEKS = 8, 8, 120, 78
LEANS = (0.0, 0.25, 0.5, 0.75, 1.0)
KNOWN_MARGINS = 0.98


@dataclass(frozen=True)
class Ran:
    """When a promotion ran, and what was sold where it held.

    Attributes:
        first_on, last_on: its first and last day.
        sales: rows of `promotion_sales` of its market, channel and tier.
        calendar: rows of `promotion_calendar` of its market.
        other_promotions: first and last day of those that may have moved the same sales.
        used_net_eur: net sales of the orders that used it.
        contact_cost: of reaching people, in all.
        after_days: days after it in which a dip counts.
        lacking: why there is no experiment.
    """

    first_on: pd.Timestamp
    last_on: pd.Timestamp
    sales: pd.DataFrame
    calendar: pd.DataFrame
    other_promotions: Spans
    used_net_eur: float
    contact_cost: float = 0.0
    after_days: int = 42
    lacking: Reason = NOBODY_HELD_OUT


def by_baseline(promotion_id: str, ran: Ran, paid: dict[str, float]) -> Score:
    """The score of one promotion from the sales around it.

    The baseline is learnt from the weeks outside the promotion and the days after it, and follows the eight weeks
    before it as far as that helps on placebo dates. The spread of the same estimate on dates when nothing ran is the
    error: it knows whatever the baseline does not. It cannot know that the shop chose this date for a reason.
    """
    base = Score(
        promotion_id, "observational", ran.lacking, ran.first_on.date(), ran.last_on.date(),
        paid=paid, contact_cost=ran.contact_cost, net_used=ran.used_net_eur,
    )  # fmt: skip
    if refused := refusal(ran):
        return replace(base, evidence="none", reason=refused)
    at = weeks(ran.sales, ran.first_on)
    view = View(at, ran)
    if len(view.placebos) < FEWEST_PLACEBOS:
        few = Reason("too_few_quiet_dates", dates=len(view.placebos), needed=FEWEST_PLACEBOS)
        return replace(base, evidence="none", reason=few)
    return view.score(base, ran)


def refusal(ran: Ran) -> Reason | None:
    """Why no baseline can be had, or nothing."""
    days = (ran.last_on - ran.first_on).days + 1
    if days > MOST_DAYS:
        return Reason("ran_too_long", days=days)
    if ran.sales.empty or (ran.sales["day"].max() - ran.sales["day"].min()).days < 7 * FEWEST_WEEKS:
        return Reason("sales_too_short", months=round(FEWEST_WEEKS * 12 / 52))
    if not ran.sales["day"].min() + pd.Timedelta(days=7 * BEFORE) <= ran.first_on <= ran.sales["day"].max():
        return Reason("began_outside_data", weeks=BEFORE)
    return None


class View:
    """The weeks around one promotion, what was to be expected in them of the sums `of`, and the placebo dates."""

    def __init__(self, at: Weeks, ran: Ran, of: str = "net_eur") -> None:
        self.at = at
        self.length = math.ceil(((ran.last_on - ran.first_on).days + 1) / 7)
        self.after = ran.after_days // 7
        self.start = at.first
        known = design(at, ran.calendar, ran.other_promotions)
        place = np.arange(len(at))
        learn = (place < self.start) | (place >= self.start + self.length + self.after)
        self.net = at.sums[of]
        self.usual = expected(self.net, known, learn)
        quiet = learn & (sum((overlap(at, span) for span in ran.other_promotions), np.zeros(len(at))) == 0)
        shut = ran.calendar[ran.calendar["kind"].isin(SHUT)]
        for day in pd.DatetimeIndex(shut["day"].unique()):
            quiet &= overlap(at, (day, day)) == 0
        self.placebos = self._dates(quiet) or []
        if len(self.placebos) < FEWEST_PLACEBOS:
            self.placebos = self._dates(learn)
        whole = self.length + self.after
        self.unseen = {
            start: self.usual.without(slice(start, min(start + whole, len(at))))
            for start in (self.start, *self.placebos)
        }
        self.lean = self._best_lean() if self.placebos else 0.0

    @property
    def seen_after(self) -> bool:
        """Whether the data reach to the end of the days after."""
        return self.start + self.length + self.after <= len(self.at)

    def _dates(self, quiet: np.ndarray) -> list[int]:
        """Starts of stretches as long as the promotion and its days after, one promotion's length apart."""
        whole = self.length + self.after
        starts, at = [], BEFORE
        while at + whole <= len(self.at):
            if quiet[at : at + whole].all():
                starts.append(at)
                at += self.length
            else:
                at += 1
        return starts

    def _best_lean(self) -> float:
        spread = {lean: float(np.mean(np.square(self.gaps(self.net, 1.0, lean)[:, 0]))) for lean in LEANS}
        return min(spread, key=spread.__getitem__)

    def course(self, start: int, lean: float) -> Numbers:
        """What was to be expected in the weeks from `start` on, moved towards the level of the weeks before it."""
        before = slice(max(start - BEFORE, 0), start)
        level = max(float(self.net[before].sum()), 1e-9) / max(float(self.usual.mean[before].sum()), 1e-9)
        moved: Numbers = self.unseen[start] * float(np.clip(level, 0.2, 5.0)) ** lean
        return moved

    def gap(self, sold: Numbers, share: float, start: int, lean: float) -> tuple[float, float]:
        """Sold over expected less one, while it ran and after."""
        usual = self.course(start, lean) * share
        actual = sold[start : start + len(usual)]
        during, later = float(usual[: self.length].sum()), float(usual[self.length :].sum())
        return (
            float(actual[: self.length].sum()) / max(during, 1e-9) - 1,
            float(actual[self.length :].sum()) / max(later, 1e-9) - 1 if later else 0.0,
        )

    def gaps(self, sold: Numbers, share: float, lean: float) -> Numbers:
        """(placebos, 2): the same on each placebo date."""
        return np.array([self.gap(sold, share, start, lean) for start in self.placebos])

    def share(self, name: str, of: str = "net_eur") -> float:
        """The share of net sales that `name` makes up in the year around the promotion, the promotion left out."""
        place = np.arange(len(self.at))
        near = (np.abs(place - self.start) <= 26) & (
            (place < self.start) | (place >= self.start + self.length + self.after)
        )
        return float(self.at.sums[name][near].sum()) / max(float(self.at.sums[of][near].sum()), 1e-9)

    def score(self, base: Score, ran: Ran) -> Score:
        lift, later, covariance = self.measured(self.net, 1.0)
        during, dip = self.weights(1.0)
        gained = Interval.normal(lift * during, float(np.sqrt(covariance[0, 0])) * during, self.reach)
        net_gaps = self.gaps(self.net, 1.0, self.lean)
        far = np.abs(net_gaps[:, 0]) >= abs(lift)
        pulled = UNKNOWN
        if self.seen_after and gained.low > 0:
            pulled = ratio(
                (-later * dip, covariance[1, 1] * dip**2), (lift * during, covariance[0, 0] * during**2),
                -covariance[0, 1] * during * dip,
            )  # fmt: skip
        subsidy = within(moved(scaled(gained, -1 / ran.used_net_eur), 1), 0, 1) if ran.used_net_eur > 0 else UNKNOWN
        starts = tuple(self.at.starts[start].date() for start in self.placebos)
        return replace(
            base,
            lift=gained,
            pull_forward=pulled,
            cannibalised=self._lost_full_price(),
            subsidy_share=subsidy,
            margin=moved(self._margin(), -ran.contact_cost),
            placebos=Placebos(starts, tuple(net_gaps[:, 0].tolist()), float(far.mean())),
        )

    @property
    def reach(self) -> float:
        return float(special.stdtrit(len(self.placebos) - 1, 0.975))

    def measured(self, sold: Numbers, share: float) -> tuple[float, float, Numbers]:
        """Relative gaps while it ran and after, less what placebos show on average, and their covariance."""
        raw = self.gap(sold, share, self.start, self.lean)
        gaps = self.gaps(sold, share, self.lean)
        middle = gaps.mean(axis=0)
        spread = np.cov(gaps, rowvar=False) * (1 + 1 / len(gaps))
        return raw[0] - float(middle[0]), raw[1] - float(middle[1]), spread

    def weights(self, share: float) -> tuple[float, float]:
        """What was to be expected while it ran and after."""
        usual = self.course(self.start, self.lean) * share
        return float(usual[: self.length].sum()), float(usual[self.length :].sum())

    def _lost_full_price(self) -> Interval:
        share = self.share("net_full_price_eur")
        lift, _, covariance = self.measured(self.at.sums["net_full_price_eur"], share)
        during, _ = self.weights(share)
        return Interval.normal(-lift * during, float(np.sqrt(covariance[0, 0])) * during, self.reach)

    def _margin(self) -> Interval:
        """Margin over what was to be expected, while it ran and in the days after."""
        if self.share("net_with_margin_eur") < KNOWN_MARGINS:
            return UNKNOWN
        share = self.share("margin_eur")
        lift, later, covariance = self.measured(self.at.sums["margin_eur"], share)
        weight = np.array(self.weights(share)) * (1.0, float(self.seen_after))
        error = float(np.sqrt(weight @ covariance @ weight))
        return Interval.normal(float(weight @ (lift, later)), error, self.reach)
