"""One promotion: which one is shown first, what it brought in figures, and whether that is sure."""

from collections.abc import Callable

import pandas as pd

from analytics.interval import Interval
from analytics.promotions.effect.observed import NOBODY_HELD_OUT
from analytics.promotions.effect.scores import PromotionScores
from sheets import intervals
from sheets.figure import Figure
from sheets.promotions import likely
from sheets.promotions.scorecard import names
from words import currency, explanations, formats
from words.messages import _

BEST_FIRST = {"experiment": 0, "observational": 1, "none": 2}


def title() -> str:
    """What all of this is called."""
    return _("One promotion in detail")


def by_evidence(scores: PromotionScores) -> dict[str, str]:
    """The promotions' names by id: best evidence first, of those the latest."""
    ranks = scores.table["evidence"].map(BEST_FIRST)
    ranked = scores.table.assign(rank=ranks).sort_values(["rank", "first_on"], ascending=[True, False])
    return dict(zip(ranked["promotion_id"], names(ranked), strict=True))


def row(scores: PromotionScores, promotion_id: str) -> pd.Series:
    """All that is known of one promotion, as in `PromotionScores.table`."""
    return scores.table[scores.table["promotion_id"] == promotion_id].iloc[0]


def why_no_better(promotion: pd.Series) -> str:
    """Why its evidence is not what it could be; empty where its level says so already."""
    reason = promotion["reason"]
    said_by_level = promotion["evidence"] == "observational" and reason == NOBODY_HELD_OUT
    return "" if reason is None or said_by_level else explanations.sentence(reason)


def figures(promotion: pd.Series) -> list[Figure]:
    """What it brought, lost and cost, each with its interval."""
    return [
        intervals.figure(name, _interval(promotion, column), write, meaning)
        for column, (name, write, meaning) in _figures().items()
    ]


def _interval(promotion: pd.Series, column: str) -> Interval:
    return Interval(promotion[column], promotion[f"{column}_low"], promotion[f"{column}_high"])


def _figures() -> dict[str, tuple[str, Callable[[float], str], str]]:
    """By column: name, how it is written, what it means."""
    return {
        "margin": (
            _("Incremental margin"),
            formats.signed_money,
            _(
                "Margin of extra sales, less the discount on sales that would have come anyway, less sales missing later, less the cost of reaching people."
            ),
        ),
        "lift": (
            _("Extra sales"),
            formats.signed_money,
            _("Net sales above what was expected during the promotion."),
        ),
        "pull_forward": (
            _("Pulled forward"),
            formats.percent,
            _("Share of the extra sales that is missing in the six weeks after."),
        ),
        "cannibalised": (
            _("Full-price sales lost"),
            formats.money_short,
            _("Full-price sales that it replaced."),
        ),
        "subsidy_share": (
            _("Discount spent on people who would buy anyway"),
            formats.percent,
            _("Share of the discount that went to sales that would have come anyway."),
        ),
        "roi": (
            _("Margin per {currency}", currency=currency.name()),
            lambda value: formats.number(value, 2),
            _("Incremental margin per {currency} of discount and cost, whoever paid.", currency=currency.name()),
        ),
    }


def sentences(promotion: pd.Series) -> list[str]:
    """How likely it earned margin, what to do and what would settle it; then what its own data alone say."""
    first = [
        likely.statements(promotion),
        " ".join(filter(None, [likely.recommended(promotion), likely.settled(promotion)])),
    ]
    told = [*first, likely.like_it(promotion), verdict(promotion)]
    return [sentence for sentence in told if sentence]


def verdict(promotion: pd.Series) -> str:
    """Whether it earned margin by its own data alone, in a sentence; no success and no failure where the interval includes zero."""
    margin = _interval(promotion, "margin")
    if formats.missing(margin.estimate):
        return _("It cannot be evaluated.")
    span = intervals.span(margin, formats.signed_money)
    if promotion["verdict"] == "made margin":
        low = formats.signed_money(margin.low)
        return _("By itself it earned margin: at least {low}, 95% interval {span}.", low=low, span=span)
    if promotion["verdict"] == "gave margin away":
        return _("By itself it lost margin: the 95% interval {span} lies below zero.", span=span)
    return _(
        "By itself no clear effect: the 95% interval {span} includes zero. It is neither a success nor a failure.",
        span=span,
    )
