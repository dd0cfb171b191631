"""The discount plan: who gets how much within a budget, what it should gain, and whether targeting matters."""

import numpy as np
import pandas as pd

from analytics.promotions.depth.planner import Wish
from analytics.promotions.depth.shop_plan import DiscountPlan
from analytics.promotions.depth.shop_response import DiscountResponse
from sheets import evidence, intervals
from sheets.columns import Columns
from sheets.figure import Figure
from sheets.part import Part
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
    """What the plan is expected to gain, and whether targeting matters, in a sentence or two."""
    plan = discounts.plan
    if not (plan.allocation["depth"] > 0).any():
        return _("No discount level is expected to pay for itself: don't send any.")
    gain = _(
        "Expected gain vs no promotion: {gain}, 95% interval {span}.",
        gain=formats.signed_money(plan.gain.estimate),
        span=intervals.span(plan.gain, formats.signed_money),
    )
    span = intervals.span(plan.over_everybody, formats.signed_money)
    if plan.hardly_matters:
        return " ".join([gain, _("Targeting hardly matters here: {span} vs one discount for all.", span=span)])
    more = formats.signed_money(plan.over_everybody.estimate)
    return " ".join([gain, _("Vs one discount for all: {more}, {span}.", more=more, span=span)])


def plan(discounts: DiscountPlan) -> Part:
    """A row per market and tier: how deep a discount to send, and what it should bring."""
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
        evidence.note("experiment", verdict(discounts)),
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
        "Prices before VAT and after returns, from last year's orders. The interval covers the response, not prices."
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
