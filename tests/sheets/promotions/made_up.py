"""Scored promotions by hand: what a test does not care about is filled in."""

from typing import Any

import pandas as pd

from analytics.promotions.effect.chances import COLUMNS
from analytics.promotions.effect.scores import PromotionScores

FIGURES = ("margin", "lift", "pull_forward", "cannibalised", "subsidy_share", "roi")
UNKNOWN = {f"{name}{end}": float("nan") for name in FIGURES for end in ("", "_low", "_high")}


def promotion(promotion_id: str, margin: float | None = 100.0, **told: Any) -> dict[str, Any]:
    """A promotion in Italy in March 2025 with a control group; its margin is known to 50 either way, or not at all."""
    figures = dict(UNKNOWN)
    if margin is not None:
        figures |= {"margin": margin, "margin_low": margin - 50, "margin_high": margin + 50}
    row = {
        "promotion_id": promotion_id,
        "name": None,
        "market": "IT",
        "evidence": "experiment" if margin is not None else "none",
        "verdict": "cannot be told from noise" if margin is not None else "cannot be judged",
        "reason": None,
        "first_on": pd.Timestamp("2025-03-01"),
        "last_on": pd.Timestamp("2025-03-31"),
        "orders_used": 2,
        "discount_eur": 10.0,
        "paid_by_merchant_eur": 10.0,
        "paid_by_platform_eur": 0.0,
        "paid_by_other_eur": 0.0,
        "contact_cost_eur": 0.0,
        "placebo_rank": float("nan"),
    }
    return row | figures | _likely(margin) | told


def _likely(margin: float | None) -> dict[str, Any]:
    """What `chances` says of it: nothing where its margin is not known."""
    if margin is None:
        return dict.fromkeys(COLUMNS) | {"one_more_eur": None}
    return {
        "smallest_eur": 10.0, "p_lost": 0.3, "p_within": 0.1, "p_earned": 0.6, "p_orders": 0.8, "ladder": "open",
        "standing": "not enough data", "excluded_eur": 900.0, "pooled": margin / 2, "pooled_low": margin / 2 - 40,
        "pooled_high": margin / 2 + 40, "euro": 0.5, "euro_low": -0.5, "euro_high": 1.5, "like": 0.9, "like_low": 0.3, "like_high": 1.5,
        "alike": 3, "act": "repeat", "act_gain": 80.0, "act_loss": 30.0, "p_repeat": 0.7, "one_more_eur": 50.0,
        "settle_customers": 1_234, "settle_campaigns": 2, "settle_weeks": 0,
    }  # fmt: skip


def scores(*promotions: dict[str, Any], **tables: pd.DataFrame) -> PromotionScores:
    """The scorecard of some promotions; its other tables are empty unless given."""
    nothing = {
        "funnel": pd.DataFrame(columns=["promotion_id", "step", "customers", "share", "low", "high"]),
        "returns": pd.DataFrame(columns=["promotion_id", "funder", "put_in_eur", "estimate", "low", "high"]),
        "placebos": pd.DataFrame(columns=["promotion_id", "start", "lift"]),
    }
    return PromotionScores(pd.DataFrame(list(promotions)), **(nothing | tables))
