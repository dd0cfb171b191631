"""Promotion sensitivity: who needs a discount, how deep, and who buys anyway."""

from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from analytics.discount_audience import discount_audience
from analytics.discount_needs import OUTCOMES, Needs, discount_needs
from analytics.discount_plan import DiscountPlan, discount_plan, promotion_audience
from analytics.discount_response import DiscountResponse, discount_response
from analytics.discount_seekers import discount_seekers
from analytics.interval import Interval
from analytics.price_elasticity import PriceElasticity, price_elasticity
from analytics.sensitivity import Wish
from data.store import Choice
from ui import charts, export, filters, formats, frame, header, labels, levels, states, tables, url
from ui.cache import ask
from ui.filters import Chosen
from ui.words import _, plural

SIDES = ("CN", "IT")
DEPTHS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
USUAL_LADDER = (0.1, 0.15, 0.2, 0.25)
REACH = (6, 12, 24, 36, 120)
EFFECT = {"estimate": "found", "low": "low", "high": "high"}
SMALLEST, PLOTTED = 10, 50  # customers of a group to be named, and to be drawn


def render() -> None:
    """Who needs a discount, how deep, who buys anyway, and does the answer matter?"""
    st.title(_("Promotion sensitivity"))
    chosen = filters.bar("market", "tier")
    header.line(chosen)
    st.caption(
        _("Learnt from all promotions with a holdout by lot, whenever they ran, and from the shop's own prices.")
    )
    with st.spinner(_("Comparing those sent a promotion with those held out …")):
        answer = _answered(discount_response)
        needs = _answered(discount_needs, chosen.choice)
    if answer is None and needs is None and not filters.known("market"):
        states.empty()
        return

    _moved(needs, chosen)
    _groups(chosen)
    _depths(answer, chosen)
    _planner(answer, chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        _elasticity(chosen)
    with right:
        _seekers(chosen)
    _audience(needs, chosen)


def _answered(question, choice: Choice | None = None, **more):  # type: ignore[no-untyped-def]
    """The answer of a model, or None where the data cannot carry one: every model says so by a ValueError."""
    try:
        return ask(question, choice or Choice(), **more)
    except ValueError:
        return None


def _no_experiment() -> None:
    states.empty(_("Too few customers were held out by lot to say whom a promotion moves. Hold a tenth out next time."))


def _moved(needs: Needs | None, chosen: Chosen) -> None:
    body = st.container()
    outcome = url.one(
        st.segmented_control, _("Outcome"), OUTCOMES, "sensitivity_outcome", "purchase", format_func=_outcome
    )
    if outcome != "purchase" and needs is not None:
        with st.spinner(_("Comparing those sent a promotion with those held out …")):
            needs = _answered(discount_needs, chosen.choice, outcome=outcome)
    with body:
        title = _("Can customers be told apart by how a promotion moves them?")
        st.subheader(title, anchor=False)
        if needs is None:
            _no_experiment()
            return
        levels.badge("experiment")
    _figures(needs, outcome)
    (st.success if needs.verdict == "signal" else st.warning)(_verdict(needs), icon=_icon(needs))
    left, right = st.columns(2, gap="medium")
    with left:
        _curve(needs, outcome, chosen)
    with right:
        _deciles(needs, outcome, chosen)


def _icon(needs: Needs) -> str:
    return ":material/check_circle:" if needs.verdict == "signal" else ":material/block:"


def _outcome(code: str) -> str:
    return {"purchase": _("Purchases"), "spend": _("Net sales"), "margin": _("Margin")}[code]


def _verdict(needs: Needs) -> str:
    if not needs.judged:
        return _("No signal: too few customers to judge a ranking on. Send it to all or to nobody.")
    if needs.verdict == "signal":
        return _("Signal: whom it moves can be foretold, on customers the model had not seen. Choosing pays.")
    return _("No signal: a ranking does no better than the lot, so nobody is ranked. Send it to all or to nobody.")


def _figures(needs: Needs, outcome: str) -> None:
    top = needs.at.get("30", Interval(float("nan"), float("nan"), float("nan")))
    with st.grid(4, min_column_width=165, gap="small"):
        _effect(_("Effect on the average customer"), needs.average, outcome)
        _effect(_("The same, adjusted for who they were"), needs.adjusted, outcome)
        _effect(_("Among the 30% ranked highest"), top, outcome)
        drawn = _("in {n} promotions; {judged} judged", n=needs.promotions, judged=formats.number(needs.judged))
        st.metric(
            _("Customers drawn by lot"),
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
    title = _("Choosing by rank against by lot")
    if needs.curve.empty:
        st.subheader(title, anchor=False)
        states.empty(_("Too few customers to draw it."))
        return
    table = levels.labelled(needs.curve, "experiment")
    export.heading(title, table, "uplift_curve", chosen, note=levels.note("experiment", _verdict(needs)))
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
    names = {"estimate": _("By lot"), "actual": _("By rank"), "band": _("95% interval of the rank")}
    charts.band(shown, "share", names, "number" if outcome == "purchase" else "money", "uplift_curve")
    write = _qini(outcome)
    span = formats.interval(write(needs.qini.low), write(needs.qini.high))
    st.caption(
        _("Across: percent of customers sent it. Up: gain, per 100 customers for purchases.")
        + " "
        + _("Area between the lines (Qini): {area}, 95% interval {span}.", area=write(needs.qini.estimate), span=span)
    )


def _qini(outcome: str):  # type: ignore[no-untyped-def]
    return (lambda value: formats.number(value * 100, 2)) if outcome == "purchase" else partial(formats.money, digits=2)


def _deciles(needs: Needs, outcome: str, chosen: Chosen) -> None:
    table = levels.labelled(needs.deciles, "experiment")
    note = levels.note("experiment", _verdict(needs))
    export.heading(_("Effect found, by tenth"), table, "deciles", chosen, note=note)
    if table.empty:
        states.empty(_("Too few customers to show it."))
        return
    scale, unit = (100, "number") if outcome == "purchase" else (1, "money")
    rows = pd.DataFrame({name: table[column] * scale for name, column in EFFECT.items()})
    charts.intervals(rows.assign(name=[_("{n}. tenth", n=n) for n in table["decile"]]), "name", unit, "deciles")
    st.caption(
        _("The tenth ranked highest on top. Purchases per 100 customers, or EUR each. Coloured: told from nothing.")
    )


def sides(chosen: Chosen) -> list[str]:
    """The two markets to show side by side: those chosen, else China and Italy, else the two with most orders."""
    known = filters.known("market")
    return [code for code in dict.fromkeys([*chosen.choice.market, *SIDES, *known]) if code in known][:2]


def _groups(chosen: Chosen) -> None:
    st.subheader(_("Who needs it, who buys anyway, who never does, whom it puts off"), anchor=False)
    levels.badge("experiment")
    markets = sides(chosen)
    for column, market in zip(st.columns(max(len(markets), 1), gap="medium"), markets, strict=False):
        with column:
            _group(market, chosen)


def _group(market: str, chosen: Chosen) -> None:
    choice = Choice(market=(market,), tier=chosen.choice.tier)
    name = labels.market(market)
    with st.spinner(_("Comparing customers in {market} …", market=name)):
        needs = _answered(discount_needs, choice)
    if needs is None:
        st.markdown(f"**{name}**")
        _no_experiment()
        return
    note = levels.note("experiment", _verdict(needs))
    export.heading(name, levels.labelled(needs.groups, "experiment"), f"needs_{market}", chosen, note=note)
    table = needs.groups[needs.groups["customers"] >= SMALLEST]
    shown = table.assign(
        name=[levels.need(code) for code in table["group"]],
        without=[_range(low, high) for low, high in zip(table["untreated_low"], table["untreated_high"], strict=True)],
        with_it=[_between(low, high) for low, high in zip(table["moved_low"], table["moved_high"], strict=True)],
    )
    tables.show(
        shown,
        f"needs_{market}",
        name=(_("Group"), "text"),
        customers=(_("Customers"), "number"),
        share=(_("Share"), "percent"),
        without=(_("Buy without it"), "text"),
        moved=(_("Extra purchases"), "number"),
        with_it=(_("95% interval"), "text"),
        confirmed=(_("Confirmed"), "yes"),
    )
    if needs.verdict != "signal":
        st.warning(_verdict(needs), icon=":material/block:")
        write, told = _writer("purchase"), needs.average
        span = formats.interval(write(told.low), write(told.high))
        effect = write(told.estimate)
        st.caption(_("Effect on the average customer: {effect}, 95% interval {span}.", effect=effect, span=span))
        return
    rows = shown.assign(estimate=table["effect"] * 100, low=table["effect_low"] * 100, high=table["effect_high"] * 100)
    charts.intervals(rows[rows["customers"] >= PLOTTED], "name", "number", f"needs_{market}")
    st.caption(
        _(
            "Extra purchases per 100 customers. Need it: their chance to buy rises by more than {share} of what it is anyway; there it pays.",
            share=formats.percent(needs.break_even, 0),
        )
        + " "
        + _("Confirmed: customers the model had not seen bear the name out.")
    )


def _range(low: float, high: float) -> str:
    return formats.interval(formats.percent(low), formats.percent(high))


def _between(low: float, high: float) -> str:
    return formats.interval(formats.number(low), formats.number(high))


def _depths(answer: DiscountResponse | None, chosen: Chosen) -> None:
    title = _("How many more orders a deeper discount brings")
    if answer is None:
        st.subheader(title, anchor=False)
        _no_experiment()
        return
    table = answer.response.at(np.array(DEPTHS))
    note = levels.note("experiment", _("Extra orders per customer reached."))
    export.heading(title, levels.labelled(table, "experiment"), "response", chosen, note=note)
    levels.badge("experiment")
    present = [tier for tier in labels.TIERS if tier in set(table["tier"]) and tier in _tiers(chosen)]
    markets = [market for market in sides(chosen) if market in set(table["market"])]
    if not present or not markets:
        _no_experiment()
        return
    default = "core" if "core" in present else present[0]
    tier = url.one(st.segmented_control, _("Price tier"), present, "sensitivity_tier", default, format_func=labels.tier)
    for column, market in zip(st.columns(len(markets), gap="medium"), markets, strict=True):
        with column:
            _response(table, market, tier)
    _strengths(table, markets, present)
    _power(answer)


def _tiers(chosen: Chosen) -> tuple[str, ...]:
    return chosen.choice.tier or labels.TIERS


def _response(table: pd.DataFrame, market: str, tier: str) -> None:
    own = table[(table["market"] == market) & (table["tier"] == tier)]
    own = own.assign(
        depth=own["depth"] * 100, estimate=own["extra"] * 100, low=own["low"] * 100, high=own["high"] * 100
    )
    st.markdown(f"**{labels.market(market)} · {labels.tier(tier)}**")
    line = own.drop(columns="extra").reset_index(drop=True)
    if line.empty:
        states.empty(_("Fewer than thirty customers in an arm: nothing can be said."))
    else:
        names = {"estimate": _("Extra orders per 100 customers")}
        charts.band(line, "depth", names, "number", f"response_{market}")
    st.caption(_("Across: depth of the discount in percent."))


def _strengths(table: pd.DataFrame, markets: list[str], present: list[str]) -> None:
    """All tiers of both markets at the usual depth, on one axis."""
    at = table[np.isclose(table["depth"], 0.2) & table["market"].isin(markets) & table["tier"].isin(present)]
    order = {code: place for place, code in enumerate([*labels.TIERS, *markets])}
    at = at.sort_values(["tier", "market"], key=lambda codes: codes.map(order))
    names = [f"{labels.tier(row.tier)} · {labels.market(row.market)}" for row in at.itertuples()]
    rows = at.assign(name=names, estimate=at["extra"] * 100, low=at["low"] * 100, high=at["high"] * 100)
    charts.intervals(rows, "name", "number", "strengths")
    st.caption(_("All tiers at a depth of 20%, extra orders per 100 customers. Coloured: told from nothing."))


def _power(answer: DiscountResponse) -> None:
    power, borrowed = answer.response.power, answer.borrowed
    told = _(
        "Extra orders grow with depth to the power of {power}, 95% interval {span}: at 1 twice the depth brings twice the orders, at 0 depth does not matter.",
        power=formats.number(power.estimate, 1),
        span=formats.interval(formats.number(power.low, 1), formats.number(power.high, 1)),
    )
    if not formats.missing(borrowed.estimate):
        told += " " + _(
            "{share} of the extra orders are missing in the six weeks after, 95% interval {span}.",
            share=formats.percent(borrowed.estimate, 0),
            span=formats.interval(formats.percent(borrowed.low, 0), formats.percent(borrowed.high, 0)),
        )
    st.markdown(told)


def _planner(answer: DiscountResponse | None, chosen: Chosen) -> None:
    head = st.container()
    if answer is None:
        head.subheader(_("Planner: how deep for whom"), anchor=False)
        _no_experiment()
        return
    left, right = st.columns([1, 2], gap="medium")
    with left:
        days, wish = _wish(answer)
    found = discount_plan(ask(promotion_audience, chosen.choice, days=days), answer, wish)
    with head:
        title = _("Planner: how deep for whom")
        if found is None:
            st.subheader(title, anchor=False)
            states.empty(_("Nobody here can be planned for: too few orders to know what one is worth."))
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
        _("Budget, EUR"),
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
    ladder = url.many(
        st.pills, _("Depths to choose from"), percents, "plan_ladder", format_func=_percent, selection_mode="multi"
    )
    depths = tuple(sorted(percent / 100 for percent in ladder)) or USUAL_LADDER
    if not ladder:
        usual_depths = ", ".join(formats.percent(depth, 0) for depth in USUAL_LADDER)
        st.caption(_("None picked: {depths}.", depths=usual_depths))
    return months * 30, Wish(float(budget), floor / 100, depths, borrowed / 100)


def _months(months: int) -> str:
    return _("any time") if months == REACH[-1] else plural("{n} month", "{n} months", months)


def _percent(percent: int) -> str:
    return formats.percent(percent / 100, 0)


def _told(found: DiscountPlan) -> str:
    plan = found.plan
    if not (plan.allocation["depth"] > 0).any():
        return _("Nothing on the ladder is expected to earn more than it costs: send nobody anything.")
    money = formats.signed_money
    gain, more = plan.gain, plan.over_everybody
    told = _(
        "Expected gain over doing nothing: {gain}, 95% interval {span}.",
        gain=money(gain.estimate),
        span=formats.interval(money(gain.low), money(gain.high)),
    )
    span = formats.interval(money(more.low), money(more.high))
    if plan.hardly_matters:
        return told + " " + _("Who gets what hardly matters: over the same for everybody it is {span}.", span=span)
    return told + " " + _("Over the same for everybody: {more}, {span}.", more=money(more.estimate), span=span)


def _plan(found: DiscountPlan) -> None:
    plan = found.plan
    with st.grid(3, min_column_width=165, gap="small"):
        _gain(_("Over doing nothing"), plan.gain)
        _gain(_("Over the same for all"), plan.over_everybody)
        same = _("same for everybody: {depth}", depth=formats.percent(plan.everybody_depth, 0))
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
        which=[labels.tier(code) for code in rows["tier"]],
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
        "Prices before VAT and after returns, from last year's orders. The interval is of the response, not of prices."
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


def _elasticity(chosen: Chosen) -> None:
    with st.spinner(_("Comparing brands and weeks by price …")):
        found: PriceElasticity | None = _answered(price_elasticity)
    title = _("How prices move sales")
    markets = sides(chosen)
    cells = found.cells[found.cells["market"].isin(markets)] if found else pd.DataFrame()
    cells = cells[cells["tier"].isin(_tiers(chosen))] if len(cells) else cells
    if found is None or cells.empty:
        st.subheader(title, anchor=False)
        states.empty(_("No brand sells often enough, at prices that move, to learn from."))
        return
    export.heading(title, levels.labelled(found.cells, "panel"), "elasticity", chosen, note=levels.note("panel"))
    levels.badge("panel")
    order = {tier: place for place, tier in enumerate(labels.TIERS)}
    rows = cells.sort_values(["market", "tier"], key=lambda codes: codes.map(order) if codes.name == "tier" else codes)
    names = [f"{labels.market(row.market)} · {labels.tier(row.tier)}" for row in rows.itertuples()]
    charts.intervals(rows.assign(name=names), "name", "number", "elasticity")
    ten = [formats.change(0.9**slope - 1, 0) for slope in (found.own.estimate, found.own.high, found.own.low)]
    told = _(
        "Percent more pieces per percent of price. In all, a price 10% lower sells {change}, 95% interval {span}.",
        change=ten[0],
        span=formats.interval(ten[1], ten[2]),
    )
    borrowed = found.pull_forward
    if borrowed.low > 0:
        told += " " + _("{share} of it is missing in the next four weeks.", share=formats.percent(borrowed.estimate, 0))
    st.caption(told)


def _seekers(chosen: Chosen) -> None:
    table = ask(discount_seekers, chosen.choice, until=filters.bounds()[1])
    title = _("Discount seekers")
    note = levels.note("association")
    export.heading(title, levels.labelled(table, "association"), "discount_seekers", chosen, note=note)
    levels.badge("association")
    shown = table[table["market"].isin(sides(chosen))] if len(table) else table
    if shown.empty:
        states.empty(_("No customer has enough orders."))
        return
    shown = shown.assign(
        where=[labels.market(code) for code in shown["market"]],
        said=[levels.leaning(code) for code in shown["leaning"]],
    )
    tables.show(
        shown,
        "discount_seekers",
        where=(_("Market"), "text"),
        said=(_("Customers"), "text"),
        customers=(_("How many"), "number"),
        share=(_("Share"), "percent"),
        on_discount=(_("On discount"), "percent"),
        expected=(_("Expected of anybody"), "percent"),
    )
    st.caption(_("Expected: had they bought as others did in the same market, channel, tier and month."))


def _audience(needs: Needs | None, chosen: Chosen) -> None:
    part = st.expander(_("Audience list"), icon=":material/lock:", on_change="rerun", key="audience")
    if not part.open:
        return
    with part:
        st.warning(
            _(
                "For marketing roles that may contact customers. The list has pseudonyms and no names; still it is personal data."
            ),
            icon=":material/lock:",
        )
        if needs is None or needs.verdict != "signal":
            states.empty(_verdict(needs) if needs else _("No experiment to rank customers by."))
            return
        people = ask(discount_audience, chosen.choice, on=filters.bounds()[1] + pd.Timedelta(days=1))
        counts = people.groupby("group", as_index=False).agg(customers=("effect", "size"), effect=("effect", "mean"))
        tables.show(
            counts.assign(name=[levels.need(code) for code in counts["group"]]),
            "audience",
            name=(_("Group"), "text"),
            customers=(_("Customers"), "number"),
            effect=(_("Expected effect"), "percent"),
        )
        export.offer(people, "audience", chosen, note=levels.note("experiment", _verdict(needs)))


if __name__ == "__main__":
    frame.enter()
