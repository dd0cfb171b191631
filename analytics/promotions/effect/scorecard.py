"""Which promotions created margin, and which gave it away?"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.interval import UNKNOWN, Interval
from analytics.promotions.effect.experiment import by_experiment, randomised, why_not
from analytics.promotions.effect.funnel import funnel
from analytics.promotions.effect.mix import Mix, mix
from analytics.promotions.effect.observed import MOST_DAYS, Ran, by_baseline
from analytics.promotions.effect.score import FUNDERS, Score
from analytics.promotions.questions import AFTER_DAYS
from analytics.results import Reason

FIGURES = ("lift", "orders", "pull_forward", "cannibalised", "subsidy_share", "margin", "direct")


@dataclass(frozen=True)
class Scorecard:
    """The scores of all promotions.

    Attributes:
        scores: one per promotion, in the order of the list.
        funnel: see `analytics.promotions.funnel.funnel`.
        tiers: how those of the experiments respond, where that can be looked at.
    """

    scores: tuple[Score, ...]
    funnel: pd.DataFrame
    tiers: Mix | None = None

    def of(self, promotion_id: str) -> Score:
        """The score of one promotion.

        Raises:
            KeyError: no such promotion.
        """
        for score in self.scores:
            if score.promotion_id == promotion_id:
                return score
        raise KeyError(
            f"no promotion {promotion_id}; there are {', '.join(score.promotion_id for score in self.scores)}"
        )

    def table(self) -> pd.DataFrame:
        """The league table, best incremental margin first.

        Returns:
            One row per promotion: `promotion_id`, `evidence`, `reason`, `verdict`, `first_on`, `last_on`, `reached`;
            `paid_by_merchant_eur`, `paid_by_platform_eur`, `paid_by_other_eur`, `contact_cost_eur`; each of lift,
            orders, pull_forward, cannibalised, subsidy_share, margin, direct and roi with `_low` and `_high`;
            `placebos` (how many) and `placebo_rank`.
        """
        rows = [_row(score) for score in self.scores]
        return pd.DataFrame(rows).sort_values("margin", ascending=False, na_position="last", ignore_index=True)


def scorecard(
    listed: pd.DataFrame,
    exposures: pd.DataFrame,
    sales: pd.DataFrame,
    calendar: pd.DataFrame,
    *,
    after: int = AFTER_DAYS,
) -> Scorecard:
    """Scores every promotion on the list by the best evidence there is.

    Args:
        listed: `promotion_list`.
        exposures: `promotion_exposures`, asked with the same `after`.
        sales: `promotion_sales`.
        calendar: `promotion_calendar`.
        after: days after a promotion in which a dip counts.
    """
    drawn = randomised(exposures)
    by_promotion = {str(name): part for name, part in drawn.groupby("promotion_id")}
    scores = []
    for promotion in listed.itertuples(index=False):
        name = str(promotion.promotion_id)
        arms = by_promotion.get(name, drawn.iloc[:0])
        if (lacking := why_not(arms)) is None:
            scores.append(by_experiment(name, arms))
        else:
            scores.append(_observed(promotion, lacking, listed, sales, calendar, after))
    return Scorecard(tuple(scores), funnel(exposures), mix(drawn))


def _observed(
    promotion: Any, lacking: Reason, listed: pd.DataFrame, sales: pd.DataFrame, calendar: pd.DataFrame, after: int
) -> Score:
    name = str(promotion.promotion_id)
    first, last = days_of(promotion)
    paid = {funder: float(getattr(promotion, f"paid_by_{funder}_eur") or 0) for funder in FUNDERS}
    cost = float(promotion.contact_cost_eur) if pd.notna(promotion.contact_cost_eur) else 0.0
    if pd.isna(first) or pd.isna(last):
        return Score(name, "none", Reason("days_unknown"), None, None, paid=paid)
    ran = Ran(
        first_on=first,
        last_on=last,
        sales=_scope(sales, promotion),
        calendar=calendar_of(calendar, promotion.market),
        other_promotions=other_promotions(listed, promotion),
        used_net_eur=float(promotion.net_eur),
        contact_cost=cost * float(promotion.treated),
        after_days=after,
        lacking=lacking,
    )
    return by_baseline(name, ran, paid)


def days_of(promotion: Any) -> tuple[Any, Any]:
    """As planned, else as used."""
    first = promotion.starts_on if pd.notna(promotion.starts_on) else promotion.first_used_on
    last = promotion.ends_on if pd.notna(promotion.ends_on) else promotion.last_used_on
    return pd.Timestamp(first), pd.Timestamp(last)


def _scope(sales: pd.DataFrame, promotion: Any) -> pd.DataFrame:
    """Sales of the promotion's market, channel and tier, where it has one."""
    for name in ("market", "channel", "tier"):
        if pd.notna(getattr(promotion, name)):
            sales = sales[sales[name] == getattr(promotion, name)]
    return sales


def calendar_of(calendar: pd.DataFrame, market: str | None) -> pd.DataFrame:
    """Events of the market; without a market the shop's sales have no calendar of their own."""
    return calendar[calendar["market"] == market] if pd.notna(market) else calendar.iloc[:0]


def other_promotions(listed: pd.DataFrame, promotion: Any) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Days of other promotions that come and go in the same market, channel and tier."""
    spans = []
    for other in listed.itertuples(index=False):
        first, last = days_of(other)
        if other.promotion_id == promotion.promotion_id or pd.isna(first) or pd.isna(last):
            continue
        if (last - first).days < MOST_DAYS and all(
            _meets(other, promotion, name) for name in ("market", "channel", "tier")
        ):
            spans.append((first, last))
    return spans


def _meets(promotion: Any, other: Any, name: str) -> bool:
    here, there = getattr(promotion, name), getattr(other, name)
    return bool(pd.isna(here) or pd.isna(there) or here == there)


def _row(score: Score) -> dict[str, object]:
    row: dict[str, object] = {
        "promotion_id": score.promotion_id,
        "evidence": score.evidence,
        "reason": score.reason,
        "verdict": score.verdict,
        "first_on": score.first_on,
        "last_on": score.last_on,
        "reached": score.reached,
        **{f"paid_by_{funder}_eur": score.paid.get(funder, 0.0) for funder in FUNDERS},
        "contact_cost_eur": score.contact_cost,
    }
    for name in FIGURES:
        row |= _spread(name, getattr(score, name))
    row |= _spread("roi", score.roi() if score.paid else UNKNOWN)
    placebos = score.placebos
    return row | {
        "placebos": len(placebos.starts) if placebos else 0,
        "placebo_rank": placebos.rank if placebos else float("nan"),
    }


def _spread(name: str, interval: Interval) -> dict[str, float]:
    return {name: interval.estimate, f"{name}_low": interval.low, f"{name}_high": interval.high}
