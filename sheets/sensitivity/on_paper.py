"""Promotion sensitivity on paper."""

from dataclasses import replace

from analytics.promotions.audience.needs import Needs, discount_needs
from analytics.promotions.depth.shop_plan import discount_plan, promotion_audience
from analytics.promotions.depth.shop_response import DiscountResponse, discount_response
from analytics.promotions.effect.scores import PromotionScores, promotion_scores
from analytics.promotions.elasticity.shop_elasticity import PriceElasticity, price_elasticity
from data.errors import BadRequest
from data.store import Choice
from sheets import notes, sides, withheld
from sheets.choice import Chosen
from sheets.models import answered, unanswered
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.reading import Reading
from sheets.sensitivity import depths, groups, needs, plan, prices
from words import labels
from words.messages import _

HEEDS = ("market", "tier")


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """The effect on purchases, customers by need, depths, the plan that the screen shows first, prices, discount seekers.

    Raises:
        BadRequest: the shop has no orders.
    """
    if not sides.markets(reading):
        raise BadRequest(notes.nothing(reading, chosen))
    moved = answered(reading, discount_needs, chosen.choice)
    parts = [
        needs.deciles(moved, "purchase") if isinstance(moved, Needs) else unanswered(needs.title(), moved),
        *(_groups(reading, market, chosen) for market in sides.sides(reading, chosen)),
        *_depths(reading, chosen),
        _elasticity(reading, chosen),
        withheld.part(prices.seekers, reading, chosen),
    ]
    figures = needs.figures(moved, "purchase") if isinstance(moved, Needs) else []
    lines = [sides.others(reading, chosen)]
    return printed(reading, chosen, _("Promotion sensitivity"), parts, figures=figures, lines=lines)


def _groups(reading: Reading, market: str, chosen: Chosen) -> Part:
    """The groups of a market, with what they mean or why they cannot be told apart."""
    title = f"{groups.title()}: {labels.market(market)}"
    found = answered(reading, discount_needs, Choice(market=(market,), tier=chosen.choice.tier))
    if not isinstance(found, Needs):
        return unanswered(title, found)
    part = groups.groups(found, market)
    meaning = groups.explained(found) if found.verdict == "signal" else groups.average(found)
    return replace(part, title=title, captions=(*part.captions, meaning))


def _depths(reading: Reading, chosen: Chosen) -> list[Part]:
    """All tiers at the usual depth, and the plan with the planner untouched."""
    found = answered(reading, discount_response)
    if not isinstance(found, DiscountResponse):
        return [unanswered(depths.response_title(), found)]
    table = depths.response(found).drawn
    markets = [market for market in sides.sides(reading, chosen) if market in set(table["market"])]
    strengths = depths.strengths(table, markets, depths.tiers(table, chosen))
    audience = reading.ask(promotion_audience, chosen.choice, days=plan.days(plan.MONTHS))
    discounts = discount_plan(audience, found, plan.usual_wish(found))
    scores = answered(reading, promotion_scores, chosen.choice)
    return [
        replace(strengths, captions=(*strengths.captions, depths.shape(found))),
        plan.no_plan()
        if discounts is None
        else plan.plan(discounts, scores if isinstance(scores, PromotionScores) else None),
    ]


def _elasticity(reading: Reading, chosen: Chosen) -> Part:
    found = answered(reading, price_elasticity)
    if not isinstance(found, PriceElasticity):
        return unanswered(prices.elasticity_title(), found)
    return prices.elasticity(reading, found, chosen)
