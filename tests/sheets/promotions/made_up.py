"""Scored promotions by hand: what a test does not care about is filled in."""

from typing import Any

import pandas as pd

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
    return row | figures | told


def scores(*promotions: dict[str, Any], **tables: pd.DataFrame) -> PromotionScores:
    """The scorecard of some promotions; its other tables are empty unless given."""
    nothing = {
        "funnel": pd.DataFrame(columns=["promotion_id", "step", "customers", "share", "low", "high"]),
        "returns": pd.DataFrame(columns=["promotion_id", "funder", "put_in_eur", "estimate", "low", "high"]),
        "placebos": pd.DataFrame(columns=["promotion_id", "start", "lift"]),
    }
    return PromotionScores(pd.DataFrame(list(promotions)), **(nothing | tables))
