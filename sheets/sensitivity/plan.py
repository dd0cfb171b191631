"""The discount plan: who gets how much within a budget, what it should gain, and whether targeting matters."""

import numpy as np
import pandas as pd

from analytics.promotions.depth.planner import Plan, Wish
from analytics.promotions.depth.shop_plan import DiscountPlan
from analytics.promotions.depth.shop_response import DiscountResponse
from analytics.promotions.effect.scores import PromotionScores
from sheets import evidence, intervals
from sheets.columns import Columns
from sheets.figure import Figure
from sheets.part import Part
from sheets.promotions.likely import probability
from sheets.sensitivity import scorecard as compared
from words import formats, labels
from words.messages import _, plural

BUDGET, FLOOR = 50_000, 0.3  # of a plan that nobody touched; in the shop's currency, and as a share of the list price
LADDER = (0.1, 0.15, 0.2, 0.25)
MONTHS = 24  # within which those reached have bought


def usual_wish(answer: DiscountResponse) -> Wish:
    """What a plan keeps to that nobody touched."""
    return Wish(float(BUDGET), FLOOR, LADDER, usual_borrowed(answer) / 100)


def usual_borrowed(answer: DiscountResponse) -> int:
    """Percent of extra orders missing later, as measured, in steps of five; none where it is not known."""
    measured = 0.0 if formats.missing(answer.borrowed.estimate) else answer.borrowed.estimate
    return int(np.clip(round(measured * 20) * 5, 0, 100))


def days(months: int) -> int:
    """How long ago those reached may have bought last."""
    return months * 30


def no_plan() -> Part:
    """Where nobody can be planned for."""
    nothing = pd.DataFrame()
    empty = _("No plan is possible here: too few orders to know what an order is worth.")
    return Part(title(), "plan", nothing, nothing, empty=empty)


def title() -> str:
    """What the plan is called, also where there is none."""
    return _("Discount planner: who gets how much")


def figures(discounts: DiscountPlan) -> list[Figure]:
    """What the plan gains and spends."""
    plan = discounts.plan
    one_for_all = _("one discount for all: {depth}", depth=formats.percent(plan.everybody_depth, 0))
    return [
        intervals.figure(_("Gain vs no promotion"), plan.gain, formats.signed_money),
        intervals.figure(_("Gain vs one discount for all"), plan.over_everybody, formats.signed_money),
        Figure(_("Expected spend"), formats.money_short(plan.spent_eur), one_for_all),
    ]


def verdict(discounts: DiscountPlan) -> str:
    """What the plan is expected to gain and how likely it does, and whether targeting matters, in a few sentences."""
    plan = discounts.plan
    if plan.sends.empty:
        return _("No discount level is expected to pay for itself: don't send any.")
    gain = _(
        "Expected gain vs no promotion: {gain}, 95% interval {span}.",
        gain=formats.signed_money(plan.gain.estimate),
        span=intervals.span(plan.gain, formats.signed_money),
    )
    return " ".join([gain, _targeting(plan), likely(plan)])


def _targeting(plan: Plan) -> str:
    """Whether it matters who gets how much."""
    span = intervals.span(plan.over_everybody, formats.signed_money)
    if plan.hardly_matters:
        return _("Targeting hardly matters here: {span} vs one discount for all.", span=span)
    more = formats.signed_money(plan.over_everybody.estimate)
    return _("Vs one discount for all: {more}, {span}.", more=more, span=span)


def likely(plan: Plan) -> str:
    """How likely the plan gains, and what it is expected to gain and to lose against sending nothing."""
    chances = plan.chances
    gains = probability(chances.gain)
    if formats.missing(chances.over_everybody):
        said = _("Probability that it gains anything: {gains}.", gains=gains)
    else:
        said = _(
            "Probability that it gains anything: {gains}; that it gains more than one discount for all: {more}.",
            gains=gains,
            more=probability(chances.over_everybody),
        )
    acts = _(
        "Against sending nothing, expected gain {gain}, expected loss {loss}.",
        gain=formats.money_short(chances.expected_gain),
        loss=formats.money_short(chances.expected_loss),
    )
    return f"{said} {acts}"


def plan(discounts: DiscountPlan, scores: PromotionScores | None = None) -> Part:
    """A row per market and tier: how deep a discount to send, and what it should bring.

    Args:
        scores: the scorecard that the note holds it against; None where it is not known.
    """
    rows = discounts.plan.allocation
    spans = intervals.spans(rows["gain_low"].where(rows["depth"] != 0), rows["gain_high"], formats.money_short)
    drawn = rows.assign(
        where=[labels.market(code) for code in rows["market"]],
        which=[labels.named("tier", code) for code in rows["tier"]],
        send=[_("nothing") if depth == 0 else formats.percent(depth, 0) for depth in rows["depth"]],
        span=spans,
    )
    return Part(
        title(),
        "plan",
        evidence.labelled(rows, "experiment"),
        drawn,
        evidence.note("experiment", " ".join([verdict(discounts), *compared.sentences(discounts, scores)])),
        _columns(),
        captions=(_assumed(discounts),),
    )


def _columns() -> Columns:
    return {
        "where": (_("Market"), "text"),
        "which": (_("Price tier"), "text"),
        "customers": (_("Customers"), "number"),
        "send": (_("Send"), "text"),
        "extra_orders": (_("Extra orders"), "number"),
        "spent_eur": (_("Spend"), "money"),
        "gain_eur": (_("Gain"), "money"),
        "span": (_("95% interval"), "text"),
    }


def _assumed(discounts: DiscountPlan) -> str:
    """What the plan takes as given, and whom it leaves out."""
    prices = _(
        "Prices before VAT and after returns, from last year's orders. Interval and probabilities cover the response, not prices."
    )
    if not discounts.left_out:
        return prices
    left_out = plural(
        "{count} customer is left out: no experiment in their market and tier.",
        "{count} customers are left out: no experiment in their market and tier.",
        discounts.left_out,
        count=formats.number(discounts.left_out),
    )
    return f"{prices} {left_out}"
