"""Which promotions created margin and which gave it away, in the few tables a page shows."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.kept import kept
from analytics.promotions.effect.chances import REPEAT, chances
from analytics.promotions.effect.score import FUNDERS, Score
from analytics.promotions.effect.scorecard import scorecard
from analytics.promotions.questions import promotion_calendar, promotion_exposures, promotion_list, promotion_sales
from data.store import EVERYTHING, Choice, Store

DESCRIPTION = ("promotion_id", "name", "kind", "funder", "depth", "market", "channel", "tier")
USED = {"orders": "orders_used", "net_eur": "net_used_eur", "discount_eur": "discount_eur", "holdout": "holdout"}


@dataclass(frozen=True)
class PromotionScores:
    """The scorecard of a shop's promotions.

    Attributes:
        table: one row per promotion, what a repeat is expected to gain first: what it is (name, kind, funder, depth, market,
            channel, tier), the orders that used it (orders_used, net_used_eur, discount_eur), customers held out
            (holdout), the columns of `Scorecard.table` and those of `chances`, empty where the margin is not known.
        funnel: see `analytics.promotions.funnel.funnel`.
        returns: one row per promotion and funder (merchant, platform, other, all): `put_in_eur` and the incremental
            margin per euro, `estimate`, `low`, `high`.
        placebos: one row per promotion and placebo date: `start`, `lift`, relative.
    """

    table: pd.DataFrame
    funnel: pd.DataFrame
    returns: pd.DataFrame
    placebos: pd.DataFrame

    def together(self, evidence: str = "experiment") -> Interval:
        """Incremental margin of all promotions of this evidence; randomised draws are independent, so variances add up."""
        rows = self.table[(self.table["evidence"] == evidence) & self.table["margin"].notna()]
        if rows.empty:
            return Interval(float("nan"), float("nan"), float("nan"))
        error = (rows["margin_high"] - rows["margin_low"]) / 3.92
        return Interval.normal(float(rows["margin"].sum()), float(np.sqrt((error**2).sum())))


def promotion_scores(store: Store, choice: Choice = EVERYTHING) -> PromotionScores:
    """Scores every promotion of the choice by the best evidence there is; kept once computed."""
    return kept(store, PromotionScores, (choice,), lambda: _scored(store, choice))


def _scored(store: Store, choice: Choice) -> PromotionScores:
    listed = promotion_list(store, choice)
    if listed.empty:
        nothing = pd.DataFrame()
        return PromotionScores(nothing, nothing, nothing, nothing)
    exposures, sales = promotion_exposures(store, choice), promotion_sales(store, choice)
    card = scorecard(listed, exposures, sales, promotion_calendar(store))
    table = listed[[*DESCRIPTION, *USED]].rename(columns=USED).merge(card.table(), on="promotion_id")
    table = table.merge(chances(card.scores, listed, card.tiers), on="promotion_id", how="left")
    table = _ordered(table)
    days = {name: pd.to_datetime(table[name]) for name in ("first_on", "last_on")}
    return PromotionScores(table.assign(**days), card.funnel, _returns(card.scores), _placebos(card.scores))


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    """By what one more of it is expected to bring, all that is known of campaigns like it counted: not by its own luck."""
    repeat = table["act_gain"] - table["act_loss"]
    expected = repeat.where(table["act"] == REPEAT, -repeat).where(table["act"].notna())
    return table.assign(one_more_eur=expected.astype(float)).sort_values(
        "one_more_eur", ascending=False, na_position="last", ignore_index=True
    )


def _returns(scores: tuple[Score, ...]) -> pd.DataFrame:
    rows = []
    for score in scores:
        for funder in (*FUNDERS, "all"):
            put_in = sum(score.paid.values()) if funder == "all" else score.paid.get(funder, 0.0)
            put_in += score.contact_cost if funder in {"all", "merchant"} else 0.0
            roi = score.roi(funder)
            rows.append((score.promotion_id, funder, put_in, roi.estimate, roi.low, roi.high))
    return pd.DataFrame(rows, columns=["promotion_id", "funder", "put_in_eur", "estimate", "low", "high"])


def _placebos(scores: tuple[Score, ...]) -> pd.DataFrame:
    rows = [
        (score.promotion_id, pd.Timestamp(start), lift)
        for score in scores
        if score.placebos
        for start, lift in zip(score.placebos.starts, score.placebos.lifts, strict=True)
    ]
    return pd.DataFrame(rows, columns=["promotion_id", "start", "lift"])
