"""The discount plan held against the scorecard of promotions, so that both pages tell one story."""

from analytics.promotions.depth.shop_plan import DiscountPlan
from analytics.promotions.depth.tried import DIFFER, SURER, UNTRIED, Tried, standing, tried
from analytics.promotions.effect.scores import PromotionScores
from sheets import intervals
from sheets.promotions.likely import counted, judged
from words import formats
from words.messages import _


def sentences(discounts: DiscountPlan, scores: PromotionScores | None) -> list[str]:
    """What promotions earned, those at the plan's depths apart, and whether that bears out what the plan says; none without a known margin."""
    if scores is None or not (every := counted(scores)):
        return []
    said = [_("What promotions earned so far (page Promotions): {counted}", counted=every)]
    if discounts.plan.sends.empty:
        return said
    said.append(_alike(tried(discounts.plan, scores)))
    if reason := against(discounts, scores):
        said.append(f"{_reasons()[reason]} {_advice()}")
    return said


def against(discounts: DiscountPlan, scores: PromotionScores | None) -> str:
    """What speaks against following the plan at once, one of `tried.STANDINGS`; empty where nothing does or the scorecard knows no margin."""
    if scores is None or judged(scores).empty or discounts.plan.sends.empty:
        return ""
    return standing(discounts.plan, tried(discounts.plan, scores))


def _alike(campaigns: Tried) -> str:
    """What promotions at the plan's depths earned."""
    if not campaigns.known:
        return _("None of them was at a depth that the plan sends to its market.")
    counts = _(
        "At the plan's depths and in its markets, of {known} promotions {earned} very likely earned margin and {lost} very likely lost it.",
        known=campaigns.known,
        earned=campaigns.earned,
        lost=campaigns.lost,
    )
    if not campaigns.margin.is_known:
        return counts
    together = _(
        "Those with a control group came to {margin} together, 95% interval {span}.",
        margin=formats.signed_money(campaigns.margin.estimate),
        span=intervals.span(campaigns.margin, formats.signed_money),
    )
    return f"{counts} {together}"


def _reasons() -> dict[str, str]:
    """By standing."""
    return {
        DIFFER: _("The two differ: the plan expects a gain where promotions like it lost margin on balance."),
        SURER: _(
            "The plan is surer than past promotions bear out: it takes the value of an order as given, the page Promotions doesn't."
        ),
        UNTRIED: _(
            "So nothing that was tried bears the plan out: it rests on the curve from other depths and markets."
        ),
    }


def _advice() -> str:
    """How to find out."""
    return _(
        "Try the plan on half of those chosen and hold out the others at random; `vetrina design` says how many that takes."
    )
