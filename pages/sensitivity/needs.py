"""Whom a promotion moves: whether that can be foretold, and who needs it, buys anyway, never does, is put off."""

from functools import partial

import pandas as pd

from analytics.interval import Interval
from analytics.promotions.audience.audience import discount_audience
from analytics.promotions.audience.needs import OUTCOMES, Needs, discount_needs
from analytics.results import Reason
from data.store import Choice
from sheets.choice import Chosen
from ui import charts, export, filters, levels, states, tables, url
from ui.cache import ask
from ui.faults import Fault
from ui.models import answered, sides, unanswered
from ui.screen import st
from ui.text import markdown
from words import formats, labels
from words.formats import Unit
from words.messages import _, plural

EFFECT = {"estimate": "found", "low": "low", "high": "high"}
SMALLEST, PLOTTED = 10, 50  # customers of a group to be named, and to be drawn


def moved(needs: Needs | Reason | Fault, chosen: Chosen) -> None:
    """The average effect, and whether a ranking of customers beats the lot.

    Args:
        needs: of purchases, or why there is none; another outcome is asked for when the reader wants it.
    """
    st.subheader(_("Do customers respond differently to a promotion?"), anchor=False)
    if not isinstance(needs, Needs):
        unanswered(needs)
        return
    levels.badge("experiment")
    outcome = url.one(
        st.segmented_control, _("Outcome"), OUTCOMES, "sensitivity_outcome", "purchase", format_func=_outcome
    )
    if outcome != "purchase":
        with st.spinner(_("Comparing those sent a promotion with the control group …")):
            other = answered(discount_needs, chosen.choice, outcome=outcome)
        if not isinstance(other, Needs):
            unanswered(other)
            return
        needs = other
    _figures(needs, outcome)
    (st.success if needs.verdict == "signal" else st.warning)(verdict(needs), icon=_icon(needs))
    left, right = st.columns(2, gap="medium")
    with left:
        _curve(needs, outcome, chosen)
    with right:
        _deciles(needs, outcome, chosen)


def _icon(needs: Needs) -> str:
    return ":material/check_circle:" if needs.verdict == "signal" else ":material/block:"


def _outcome(code: str) -> str:
    return {"purchase": _("Purchases"), "spend": _("Net sales"), "margin": _("Margin")}[code]


def verdict(needs: Needs) -> str:
    """Whether customers can be ranked, in a sentence."""
    if not needs.judged:
        return _("No signal: too few customers to evaluate a ranking. Send it to all or to nobody.")
    if needs.verdict == "signal":
        return _("Signal: who responds can be predicted, on customers the model had not seen. Targeting pays.")
    return _("No signal: the model does no better than chance, so nobody is ranked. Send it to all or to nobody.")


def _figures(needs: Needs, outcome: str) -> None:
    top = needs.at.get("30", Interval(float("nan"), float("nan"), float("nan")))
    with st.grid(4, min_column_width=165, gap="small"):
        _effect(_("Effect on the average customer"), needs.average, outcome)
        _effect(_("Adjusted for customer mix"), needs.adjusted, outcome)
        _effect(_("Top 30% by model"), top, outcome)
        drawn = plural(
            "in {n} promotion; {judged} evaluated",
            "in {n} promotions; {judged} evaluated",
            needs.promotions,
            judged=formats.number(needs.judged),
        )
        st.metric(
            _("Customers in the test"),
            formats.number(needs.rows),
            delta_description=drawn,
            border=True,
            height="stretch",
        )


def _effect(title: str, told: Interval, outcome: str) -> None:
    write = _writer(outcome)
    known = not formats.missing(told.estimate)
    span = formats.interval(write(told.low), write(told.high)) if known else _("not known")
    st.metric(title, write(told.estimate), delta_description=span, border=True, height="stretch")


def _writer(outcome: str):  # type: ignore[no-untyped-def]
    """How an effect per customer is written: in percentage points of a purchase, or in money."""
    return partial(formats.points, digits=1) if outcome == "purchase" else partial(formats.money, digits=1)


def _curve(needs: Needs, outcome: str, chosen: Chosen) -> None:
    title = _("Targeting by model vs at random")
    if needs.curve.empty:
        st.subheader(title, anchor=False)
        states.empty(_("Too few customers to draw it."))
        return
    table = levels.labelled(needs.curve, "experiment")
    export.heading(title, table, "uplift_curve", chosen, note=levels.note("experiment", verdict(needs)))
    scale = 100 if outcome == "purchase" else 1
    shown = pd.DataFrame(
        {
            "share": table["share"] * 100,
            "estimate": table["random"] * scale,
            "actual": table["gain"] * scale,
            "low": table["low"] * scale,
            "high": table["high"] * scale,
        }
    )
    names = {"estimate": _("At random"), "actual": _("By model"), "band": _("95% interval (model targeting)")}
    charts.band(shown, "share", names, "number" if outcome == "purchase" else "money", "uplift_curve")
    write = _qini(outcome)
    span = formats.interval(write(needs.qini.low), write(needs.qini.high))
    st.caption(
        _("X axis: % of customers reached. Y axis: gain (purchases: per 100 customers).")
        + " "
        + _("Area between the lines (Qini): {area}, 95% interval {span}.", area=write(needs.qini.estimate), span=span)
    )


def _qini(outcome: str):  # type: ignore[no-untyped-def]
    return (lambda value: formats.number(value * 100, 2)) if outcome == "purchase" else partial(formats.money, digits=2)


def _deciles(needs: Needs, outcome: str, chosen: Chosen) -> None:
    table = levels.labelled(needs.deciles, "experiment")
    note = levels.note("experiment", verdict(needs))
    export.heading(_("Estimated effect by decile"), table, "deciles", chosen, note=note)
    if table.empty:
        states.empty(_("Too few customers to show it."))
        return
    unit: Unit = "number" if outcome == "purchase" else "money"
    scale = 100 if outcome == "purchase" else 1
    rows = pd.DataFrame({name: table[column] * scale for name, column in EFFECT.items()})
    charts.intervals(rows.assign(name=[_("Decile {n}", n=n) for n in table["decile"]]), "name", unit, "deciles")
    st.caption(
        _("Top decile by model first. Purchases per 100 customers, or EUR each. Coloured: clearly different from zero.")
    )


def groups(chosen: Chosen) -> None:
    """Customers by need, market beside market."""
    st.subheader(_("Who buys only with an offer, who buys anyway, who doesn't respond, who reacts badly"), anchor=False)
    levels.badge("experiment")
    markets = sides(chosen)
    for column, market in zip(st.columns(max(len(markets), 1), gap="medium"), markets, strict=False):
        with column:
            _group(market, chosen)


def _group(market: str, chosen: Chosen) -> None:
    choice = Choice(market=(market,), tier=chosen.choice.tier)
    name = labels.market(market)
    with st.spinner(_("Comparing customers in {market} …", market=name)):
        needs = answered(discount_needs, choice)
    if not isinstance(needs, Needs):
        st.markdown(markdown("**{name}**", name=name))
        unanswered(needs)
        return
    note = levels.note("experiment", verdict(needs))
    table = needs.groups[needs.groups["customers"] >= SMALLEST]
    export.heading(name, levels.labelled(table, "experiment"), f"needs_{market}", chosen, note=note)
    shown = table.assign(
        name=[labels.named("need", code) for code in table["group"]],
        without=[_range(low, high) for low, high in zip(table["untreated_low"], table["untreated_high"], strict=True)],
        extra=[_extra(*told) for told in table[["moved", "moved_low", "moved_high"]].to_numpy(dtype=float)],
    )
    tables.show(
        shown,
        f"needs_{market}",
        name=(_("Group"), "text"),
        customers=(_("Customers"), "number"),
        without=(_("Buy without a promotion"), "text"),
        extra=(_("Extra purchases"), "text"),
        confirmed=(_("Confirmed"), "yes"),
    )
    if few := int(needs.groups["customers"].sum() - table["customers"].sum()):
        st.caption(_("{n} customers in groups too small to show", n=formats.number(few)))
    if needs.verdict != "signal":
        st.warning(verdict(needs), icon=":material/block:")
        write, told = _writer("purchase"), needs.average
        span = formats.interval(write(told.low), write(told.high))
        effect = write(told.estimate)
        st.caption(_("Effect on the average customer: {effect}, 95% interval {span}.", effect=effect, span=span))
        return
    rows = shown.assign(estimate=table["effect"] * 100, low=table["effect_low"] * 100, high=table["effect_high"] * 100)
    charts.intervals(rows[rows["customers"] >= PLOTTED], "name", "number", f"needs_{market}")
    st.caption(
        _(
            "Extra purchases per 100 customers. Buy only with an offer: their chance to buy rises by more than {share} "
            "of what it is anyway; there it pays.",
            share=formats.percent(needs.break_even, 0),
        )
        + " "
        + _("Confirmed: the group also holds for customers the model had not seen.")
    )


def _extra(moved: float, low: float, high: float) -> str:
    return f"{formats.number(moved)} {formats.interval(formats.number(low), formats.number(high))}"


def _range(low: float, high: float) -> str:
    return formats.interval(formats.percent(low), formats.percent(high))


def audience(needs: Needs | Reason | Fault, chosen: Chosen) -> None:
    """Today\'s customers by group, with pseudonyms, for roles that may contact them."""
    part = st.expander(_("Customer list for campaigns"), icon=":material/lock:", on_change="rerun", key="audience")
    if not part.open:
        return
    with part:
        st.warning(
            _(
                "For marketing roles that may contact customers. The list has pseudonyms and no names; still it is personal data."
            ),
            icon=":material/lock:",
        )
        if not isinstance(needs, Needs):
            unanswered(needs)
            return
        if needs.verdict != "signal":
            states.empty(verdict(needs))
            return
        people = ask(discount_audience, chosen.choice, on=filters.bounds()[1] + pd.Timedelta(days=1))
        counts = people.groupby("group", as_index=False).agg(customers=("effect", "size"), effect=("effect", "mean"))
        counts = counts[counts["customers"] >= SMALLEST]
        write = _writer("purchase")
        tables.show(
            counts.assign(
                name=[labels.named("need", code) for code in counts["group"]],
                effect=[write(effect) for effect in counts["effect"]],
            ),
            "audience",
            name=(_("Group"), "text"),
            customers=(_("Customers"), "number"),
            effect=(_("Expected effect"), "text"),
        )
        export.offer(people, "audience", chosen, note=levels.note("experiment", verdict(needs)))
