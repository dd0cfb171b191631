"""Incremental margins with their intervals, market beside market."""

from dataclasses import replace

import pandas as pd

from analytics.promotions.effect.scores import PromotionScores
from sheets import breakdown, intervals, sides
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.promotions.scorecard import names
from words import formats, labels
from words.messages import _

ROWS = 12  # promotions in a plot


def title() -> str:
    """What all of this is called."""
    return _("Incremental margin by itself, market by market")


def margins(scores: PromotionScores, chosen: Chosen) -> list[Part]:
    """A part a market, two at most; drawn as rows of `name`, `estimate`, `low`, `high`, `span`; none where no margin is known."""
    judged = scores.table[scores.table["margin"].notna()]
    by_count = judged["market"].dropna().value_counts().index.tolist()
    return [_margins(scores, judged[judged["market"] == market], market) for market in sides.among(by_count, chosen)]


def _margins(scores: PromotionScores, own: pd.DataFrame, market: str) -> Part:
    """The latest promotions of a market by their own data alone, best first; the captions say how many more there are, and what all came to."""
    latest = own.sort_values("first_on").tail(ROWS).sort_values("margin", ascending=False)
    drawn = latest.rename(columns={"margin": "estimate", "margin_low": "low", "margin_high": "high"})
    drawn = drawn.assign(
        name=_labelled(latest), span=intervals.spans(drawn["low"], drawn["high"], formats.money_short)
    )[["name", "estimate", "low", "high", "span"]]
    captions = (breakdown.drawn(len(drawn), len(own)), _together(replace(scores, table=own)))
    columns: Columns = {
        "name": (_("Promotion"), "text"),
        "estimate": (_("Incremental margin"), "money"),
        "span": (_("95% interval"), "text"),
    }
    name = f"margin_{market}"
    return Part(labels.market(market), name, latest, drawn, columns=columns, captions=tuple(filter(None, captions)))


def _together(own: PromotionScores) -> str:
    total = own.together()
    if formats.missing(total.estimate):
        return ""
    return _(
        "All experiments of this market together: {total}, {span}. Coloured: clear effect.",
        total=formats.signed_money(total.estimate),
        span=_("95% interval {span}", span=intervals.span(total, formats.signed_money)),
    )


def _labelled(table: pd.DataFrame) -> list[str]:
    """Names, with the evidence where it is not an experiment."""
    return [
        name if level == "experiment" else f"{name} · {labels.named('evidence', level)}"
        for name, level in zip(names(table), table["evidence"], strict=True)
    ]
