"""Promotions on paper."""

from dataclasses import replace

from analytics.promotions.effect.scores import PromotionScores, promotion_scores
from data.errors import BadRequest
from sheets import drawings, intervals
from sheets.choice import Chosen
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.promotions import likely, margins, money, one_promotion, scorecard
from sheets.promotions.cross import cross
from sheets.promotions.depths import depths
from sheets.reading import Reading
from words import formats
from words.messages import _

HEEDS = ("market", "channel", "tier", "period", "marks")
LEFT_OUT = (
    "lift",
    "pull_forward",
    "subsidy_share",
    "discount_eur",
    "by_itself",
    "own_span",
    "why",
)  # columns that a sheet has no room for; the export has them

CROSS_LEFT_OUT = ("pieces_span", "net_eur")


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """All promotions at any date, the latest with the best evidence closely, and the discounts of the period.

    Raises:
        BadRequest: no promotion was used or sent in the selection.
    """
    scores = reading.ask(promotion_scores, chosen.choice)
    if scores.table.empty:
        raise BadRequest(scorecard.nothing())
    parts = [_league(scores), *_margins(scores, chosen), *_closely(reading, chosen, scores), depths(reading, chosen)]
    said = [likely.finding(scores), likely.step(scores), scorecard.scope(reading, scores, chosen)]
    lines = [line for line in said if line]
    return printed(reading, chosen, _("Promotions"), parts, figures=scorecard.glance(scores), lines=lines)


def _league(scores: PromotionScores) -> Part:
    league = scorecard.league(scores)
    return replace(league, columns={name: how for name, how in league.columns.items() if name not in LEFT_OUT})


def _margins(scores: PromotionScores, chosen: Chosen) -> list[Part]:
    return [
        drawings.whiskers(
            replace(part, title=f"{margins.title()}: {part.title}"),
            "name",
            ("low", "estimate", "high"),
            formats.money_short,
        )
        for part in margins.margins(scores, chosen)
    ]


def _crossed(part: Part) -> Part:
    return replace(part, columns={name: how for name, how in part.columns.items() if name not in CROSS_LEFT_OUT})


def _closely(reading: Reading, chosen: Chosen, scores: PromotionScores) -> list[Part]:
    """The promotion that the screen shows first."""
    promotion_id, name = next(iter(one_promotion.by_evidence(scores).items()))
    promotion = one_promotion.row(scores, promotion_id)
    sentences = filter(None, [*one_promotion.sentences(promotion), one_promotion.why_no_better(promotion)])
    figures = one_promotion.figures(promotion)
    return [
        intervals.listed(f"{one_promotion.title()}: {name}", "promotion", figures, tuple(sentences)),
        _crossed(cross(reading, promotion, chosen)),
        money.payers(promotion),
        money.returns(scores, promotion),
        money.funnel(scores, promotion),
    ]
