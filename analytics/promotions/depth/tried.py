"""What campaigns at a plan's depths earned, as the scorecard has it."""

from dataclasses import dataclass, replace

import pandas as pd

from analytics.interval import Interval
from analytics.promotions.depth.planner import Plan
from analytics.promotions.effect.chances import EARNED, LIKELY, LOST
from analytics.promotions.effect.scores import PromotionScores

STANDINGS = DIFFER, SURER, UNTRIED = "differ", "surer", "untried"


@dataclass(frozen=True)
class Tried:
    """Campaigns like a plan.

    Attributes:
        known: how many have a known margin; `earned` and `lost` of them very likely did.
        margin: incremental margin of those with a control group together, in euro; not known where there are none.
    """

    known: int
    earned: int
    lost: int
    margin: Interval

    @property
    def lost_money(self) -> bool:
        """Whether they lost margin on balance: together, or more of them very likely did than very likely earned it."""
        return self.lost > self.earned or self.margin.estimate < 0


def tried(plan: Plan, scores: PromotionScores) -> Tried:
    """Campaigns of a known margin that gave, to 5 %, a depth that the plan sends to their market (and tier, where they had one)."""
    table = scores.table
    known = table[table["ladder"].notna()] if len(table) else table
    alike = known[[_sent(plan.sends, campaign) for _place, campaign in known.iterrows()]]
    words = list(alike["ladder"]) if len(alike) else []
    margin = replace(scores, table=alike).together() if len(alike) else Interval(*(float("nan"),) * 3)
    return Tried(len(alike), words.count(EARNED), words.count(LOST), margin)


def standing(plan: Plan, campaigns: Tried) -> str:
    """What speaks against following a plan at once: one of `STANDINGS`, or nothing.

    Campaigns like it lost margin on balance while it expects a gain; it is very likely to gain while fewer than half of them very
    likely did; or none was tried.
    """
    if not campaigns.known:
        return UNTRIED
    if campaigns.lost_money and plan.gain.estimate > 0:
        return DIFFER
    return SURER if plan.chances.gain >= LIKELY and 2 * campaigns.earned < campaigns.known else ""


def _sent(sends: pd.DataFrame, campaign: pd.Series) -> bool:
    """Whether a plan sends somebody of a campaign's scope its depth."""
    if pd.isna(campaign["depth"]):
        return False
    same = (sends["depth"] * 20).round() == round(campaign["depth"] * 20)
    for scope in ("market", "tier"):
        if pd.notna(campaign[scope]):
            same &= sends[scope] == campaign[scope]
    return bool(same.any())
