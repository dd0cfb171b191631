"""The planner: how deep a discount for whom, within a budget, and whether it matters."""

import numpy as np

from analytics.interval import Interval
from analytics.promotions.depth.planner import Wish
from analytics.promotions.depth.shop_plan import DiscountPlan, discount_plan, promotion_audience
from analytics.promotions.depth.shop_response import DiscountResponse
from analytics.results import Reason
from pages.sensitivity.depths import DEPTHS
from sheets.choice import Chosen
from ui import export, levels, states, tables, url
from ui.cache import ask
from ui.faults import Fault
from ui.models import unanswered
from ui.screen import st
from words import formats, labels
from words.messages import _, plural

USUAL_LADDER = (0.1, 0.15, 0.2, 0.25)
REACH = (6, 12, 24, 36, 120)


def planner(answer: DiscountResponse | Reason | Fault, chosen: Chosen) -> None:
    """Sliders at the left, the allocation they lead to at the right."""
    head = st.container()
    if not isinstance(answer, DiscountResponse):
        head.subheader(_("Discount planner: who gets how much"), anchor=False)
        unanswered(answer)
        return
    left, right = st.columns([1, 2], gap="medium")
    with left:
        days, wish = _wish(answer)
    found = discount_plan(ask(promotion_audience, chosen.choice, days=days), answer, wish)
    with head:
        title = _("Discount planner: who gets how much")
        if found is None:
            st.subheader(title, anchor=False)
            states.empty(_("No plan is possible here: too few orders to know what an order is worth."))
            return
        note = levels.note("experiment", _told(found))
        export.heading(title, levels.labelled(found.plan.allocation, "experiment"), "plan", chosen, note=note)
        levels.badge("experiment")
    with right:
        _plan(found)


def _wish(answer: DiscountResponse) -> tuple[int, Wish]:
    months = url.one(st.select_slider, _("Customers who bought within"), REACH, "plan_months", 24, format_func=_months)
    budget = url.number(
        st.slider,
        _("Budget (€)"),
        "plan_budget",
        50_000,
        min_value=0,
        max_value=500_000,
        step=5_000,
        format="localized",
    )
    floor = url.number(
        st.slider, _("Least margin left, % of list price"), "plan_floor", 30, min_value=0, max_value=80, step=5
    )
    usual = answer.borrowed.estimate if not formats.missing(answer.borrowed.estimate) else 0.0
    default = int(np.clip(round(usual * 20) * 5, 0, 100))
    borrowed = url.number(
        st.slider,
        _("Share of extra orders missing later, %"),
        "plan_borrowed",
        default,
        min_value=0,
        max_value=100,
        step=5,
    )
    percents = [round(depth * 100) for depth in DEPTHS]
    usual_depths = ", ".join(formats.percent(depth, 0) for depth in USUAL_LADDER)
    ladder = url.many(
        st.multiselect,
        _("Discount levels to choose from"),
        percents,
        "plan_ladder",
        format_func=_percent,
        placeholder=usual_depths,
    )
    depths = tuple(sorted(percent / 100 for percent in ladder)) or USUAL_LADDER
    return months * 30, Wish(float(budget), floor / 100, depths, borrowed / 100)


def _months(months: int) -> str:
    return _("any time") if months == REACH[-1] else plural("{n} month", "{n} months", months)


def _percent(percent: int) -> str:
    return formats.percent(percent / 100, 0)


def _told(found: DiscountPlan) -> str:
    plan = found.plan
    if not (plan.allocation["depth"] > 0).any():
        return _("No discount level is expected to pay for itself: don't send any.")
    money = formats.signed_money
    gain, more = plan.gain, plan.over_everybody
    told = _(
        "Expected gain vs no promotion: {gain}, 95% interval {span}.",
        gain=money(gain.estimate),
        span=formats.interval(money(gain.low), money(gain.high)),
    )
    span = formats.interval(money(more.low), money(more.high))
    if plan.hardly_matters:
        return told + " " + _("Targeting hardly matters here: {span} vs one discount for all.", span=span)
    return told + " " + _("Vs one discount for all: {more}, {span}.", more=money(more.estimate), span=span)


def _plan(found: DiscountPlan) -> None:
    plan = found.plan
    with st.grid(3, min_column_width=165, gap="small"):
        _gain(_("Gain vs no promotion"), plan.gain)
        _gain(_("Gain vs one discount for all"), plan.over_everybody)
        same = _("one discount for all: {depth}", depth=formats.percent(plan.everybody_depth, 0))
        st.metric(
            _("Expected spend"),
            formats.money_short(plan.spent_eur),
            delta_description=same,
            border=True,
            height="stretch",
        )
    if plan.hardly_matters:
        st.warning(_told(found), icon=":material/balance:")
    else:
        st.success(_told(found), icon=":material/check_circle:")
    rows = plan.allocation
    shown = rows.assign(
        where=[labels.market(code) for code in rows["market"]],
        which=[labels.named("tier", code) for code in rows["tier"]],
        send=[_("nothing") if depth == 0 else formats.percent(depth, 0) for depth in rows["depth"]],
        span=[
            formats.DASH if depth == 0 else formats.interval(formats.money_short(low), formats.money_short(high))
            for depth, low, high in zip(rows["depth"], rows["gain_low"], rows["gain_high"], strict=True)
        ],
    )
    tables.show(
        shown,
        "plan",
        where=(_("Market"), "text"),
        which=(_("Price tier"), "text"),
        customers=(_("Customers"), "number"),
        send=(_("Send"), "text"),
        extra_orders=(_("Extra orders"), "number"),
        spent_eur=(_("Spend"), "money"),
        gain_eur=(_("Gain"), "money"),
        span=(_("95% interval"), "text"),
    )
    told = _(
        "Prices before VAT and after returns, from last year's orders. The interval covers the response, not prices."
    )
    if found.left_out:
        told += " " + plural(
            "{count} customer is left out: no experiment in their market and tier.",
            "{count} customers are left out: no experiment in their market and tier.",
            found.left_out,
            count=formats.number(found.left_out),
        )
    st.caption(told)


def _gain(title: str, told: Interval) -> None:
    span = formats.interval(formats.signed_money(told.low), formats.signed_money(told.high))
    st.metric(
        title, formats.signed_money(told.estimate), delta_description=span, border=True,
        height="stretch",
    )  # fmt: skip
