"""Customers: who they are, how much hangs on a few of them, and what they will still buy."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from analytics.customer_value import CustomerValue, customer_value
from analytics.interval import Interval
from analytics.kpis import kpis
from analytics.segments import Concentration, Rfm, RfmRule, aipl, concentration, rfm
from analytics.segments.rfm import NAMES
from pages.customers import rules
from sheets.choice import Chosen
from ui import charts, export, filters, header, meanings, states, tables, url
from ui.cache import ask
from ui.models import answered, unanswered
from ui.screen import st
from words import explanations, figures, formats, labels
from words.messages import _, plural

HEEDS = ("market", "channel", "tier", "period")
HORIZONS = (13, 26, 52)


def render() -> None:
    """Who are our customers, who is slipping away, and what will they still buy?"""
    st.title(_("Customers"))
    chosen = filters.bar(*HEEDS)
    header.line(chosen)
    weight = ask(concentration, chosen.choice, period=chosen.period)
    if not weight.spenders:
        states.nothing(chosen)
        return

    slots = _glance(weight, chosen)
    _habits(chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        _few(weight, chosen)
    with right:
        _stages(chosen)
    _ahead(chosen, slots)


def _glance(weight: Concentration, chosen: Chosen) -> list[Any]:
    """Two cards, and room for two more: fitting the models takes a moment, and the page does not wait for it."""
    buyers: Any = ask(kpis, chosen.choice, period=chosen.period).loc["current", "buyers"]
    with st.grid(4, min_column_width=165, gap="small"):
        meaning = meanings.explained("buyers")
        st.metric(figures.name("buyers"), formats.number(buyers), border=True, height="stretch", help=meaning)
        top, meaning = formats.percent(weight.top(0.02)), meanings.explained("vic_share")
        st.metric(
            _("Net sales of the top 2%"),
            top,
            delta_description=f"{figures.name('spenders')}: {formats.number(weight.spenders)}",
            border=True,
            height="stretch",
            help=meaning,
        )
        slots = [st.skeleton(height=88), st.skeleton(height=88)]
    st.caption(
        _(
            "Expected purchases are counted from {day} on, whatever the period.",
            day=formats.day(filters.bounds()[1]),
        )
    )
    return slots


def _expected(slot: Any, name: str, total: Interval | None, write: Callable[[float | None], str]) -> None:
    few = _("too few repeat purchases to tell")
    told = few if total is None else formats.interval(write(total.low), write(total.high))
    slot.metric(name, write(total.estimate if total else None), delta_description=told, border=True, height="stretch")


def _habits(chosen: Chosen) -> None:
    body = st.container()
    rule = rules.rfm()
    if rule is None:
        return
    found = ask(rfm, chosen.choice, until=chosen.until, rule=rule)
    segments = found.segments()
    with body:
        export.heading(_("By recency, frequency and value"), segments, "rfm_segments", chosen, note=str(rule))
        left, right = st.columns(2, gap="medium")
        with left:
            _grid(found)
        with right:
            _segments(segments, found)
    _moved(found, chosen)


def _grid(found: Rfm) -> None:
    scores = pd.MultiIndex.from_product([range(5, 0, -1), range(1, 6)], names=["r", "f"])
    cells = found.grid.groupby(["r", "f"])["customers"].sum().reindex(scores).reset_index()
    cells = cells.assign(
        recency=[_days_since(found.rule, r) for r in cells["r"]],
        frequency=[_days_bought(found.rule, f) for f in cells["f"]],
    )
    charts.heatmap(
        cells, "frequency", "recency", "customers", "number", "rfm", cap=float(cells["customers"].quantile(0.9))
    )
    st.caption(_("Customers by days since their last order (rows) and days with an order (columns)."))


def _days_since(rule: RfmRule, score: int) -> str:
    cuts = rule.recency_days
    if score == 1:
        return _("more than {n} days ago", n=formats.number(cuts[-1]))
    return _("up to {n} days ago", n=formats.number(cuts[5 - score]))


def _days_bought(rule: RfmRule, score: int) -> str:
    cuts = rule.order_days
    return f"< {formats.number(cuts[-1])}" if score == 1 else f"{formats.number(cuts[5 - score])}+"


def _segments(segments: pd.DataFrame, found: Rfm) -> None:
    shown = segments.assign(
        name=[labels.named("segment", code) for code in segments["segment"]],
        change=segments["customers"] - segments["customers_before"],
        share=_shares(segments["net_eur"]),
    )
    tables.show(
        shown,
        "rfm_segments",
        name=(_("Segment"), "text"),
        customers=(_("Customers"), "number"),
        customers_before=(_("Then"), "number"),
        change=(_("Change"), "number"),
        net_eur=(_("Net sales, all time"), "money"),
        share=(_("Share"), "percent"),
    )
    now, then = formats.day(found.until - pd.Timedelta(days=1)), formats.day(found.before - pd.Timedelta(days=1))
    st.caption(_("As of {now}; then: {then}.", now=now, then=then))


def _shares(net: pd.Series) -> pd.Series:
    """Each part over the whole; blank where a part is negative, as it is then no share of it."""
    return net / net.sum() if net.min() >= 0 and net.sum() > 0 else net * float("nan")


def _moved(found: Rfm, chosen: Chosen) -> None:
    export.heading(_("Segment changes over a year"), found.migration, "rfm_migration", chosen)
    order = {name: i for i, name in enumerate(("not_yet", *NAMES))}
    moves = found.migration[found.migration["segment"] != "not_yet"]
    moves = moves.sort_values(["segment_before", "segment"], key=lambda names: names.map(order))
    moves = moves.assign(
        before=[labels.named("segment", code) for code in moves["segment_before"]],
        now=[labels.named("segment", code) for code in moves["segment"]],
    )
    if moves.empty:
        states.empty(_("No customers to compare a year apart."))
        return
    charts.sankey(moves, "before", "now", "customers", "rfm_migration")


def _few(weight: Concentration, chosen: Chosen) -> None:
    export.heading(_("How concentrated sales are"), weight.curve, "concentration", chosen)
    curve = weight.curve.assign(equal=weight.curve["customer_share"])
    names = {"net_share": _("Share of net sales"), "equal": _("If all spent the same")}
    charts.lines(curve, "customer_share", names, "percent", "lorenz", against=["equal"], x_unit="percent")
    tops = {share: formats.percent(weight.top(share)) for share in (0.02, 0.1, 0.2)}
    st.caption(
        _(
            "Biggest spenders first: the top 2% account for {two} of net sales, the top 10% for {ten}, the top 20% for "
            "{twenty}. Gini {gini}.",
            two=tops[0.02],
            ten=tops[0.1],
            twenty=tops[0.2],
            gini=formats.number(weight.gini, 2),
        )
    )


def _stages(chosen: Chosen) -> None:
    body = st.container()
    rule = rules.aipl()
    found = ask(aipl, chosen.choice, period=chosen.period, rule=rule)
    with body:
        export.heading(_("Aware, interested, purchased, loyal"), found.funnel, "aipl", chosen, note=str(rule))
        funnel = found.funnel.assign(name=[labels.named("stage", code) for code in found.funnel["stage"]])
        names = {"customers_before": _("At the start"), "customers": _("At the end")}
        charts.bars(funnel, "name", names, "number", "aipl")
        told = []
        if not formats.missing(found.advancing):
            told.append(_("{share} moved up a stage.", share=formats.percent(found.advancing)))
        if found.members:
            told.append(
                _(
                    "{share} of {n} members who ever bought and kept something did so in the period.",
                    share=formats.percent(found.thriving),
                    n=formats.number(found.members),
                )
            )
        if not found.has_exposures:
            told.append(_("No exposures are loaded, so nobody can be called aware or interested."))
        st.caption(" ".join(told))


def _ahead(chosen: Chosen, slots: list[Any]) -> None:
    head = st.container()
    weeks = url.one(st.segmented_control, _("Horizon"), HORIZONS, "customers_weeks", 52, format_func=_weeks)
    with st.skeleton(height=240):
        value = answered(customer_value, chosen.choice, weeks=weeks)
    forecast = value.forecast if isinstance(value, CustomerValue) else None
    times, worth = (
        plural("Purchases in the next week", "Purchases in the next {n} weeks", weeks),
        _("Net sales of these"),
    )
    _expected(slots[0], times, forecast.purchases if forecast else None, formats.number_short)
    _expected(slots[1], worth, forecast.value if forecast else None, formats.money_short)
    title = _("What today's customers will still buy")
    if not isinstance(value, CustomerValue):
        head.header(title, anchor=False)
        unanswered(value)
        return
    with head:
        export.heading(title, value.bands, "value_forecast", chosen, note=_said(value))
    st.markdown(_said(value))
    left, right = st.columns(2, gap="medium")
    with left:
        bands = value.bands.assign(
            name=[_band(low, high) for low, high in zip(value.bands["low"], value.bands["high"], strict=True)]
        )
        tables.show(
            bands,
            "value_bands",
            name=(_("Still a customer, probability"), "text"),
            customers=(_("Customers"), "number"),
            purchases=(_("Purchases"), "number"),
            value_eur=(_("Net sales"), "money"),
        )
        st.caption(_("Later new customers are not included."))
    with right:
        names = {"actual": _("Actual"), "expected": _("Expected")}
        charts.lines(value.tracking.tail(65), "on", names, "number", "tracking", against=["expected"])
        st.caption(_("Repeat purchases in four weeks: actual, and as fitted by the model."))
    with st.expander(_("How far can it be trusted?"), icon=":material/verified:"):
        _trust(value)


def _said(value: CustomerValue) -> str:
    forecast = value.forecast
    n = formats.number_short
    purchases = formats.interval(n(forecast.purchases.low), n(forecast.purchases.high))
    told = _(
        "In {weeks} weeks the {customers} customers known today are expected to buy {purchases} times, 95% interval {span}.",
        weeks=formats.number(forecast.weeks),
        customers=formats.number(value.customers),
        purchases=n(forecast.purchases.estimate),
        span=purchases,
    )
    if forecast.value is None or forecast.discounted is None:
        return told
    money = formats.money_short
    worth = _(
        "That is {value} of net sales, {span}; {today} in today's money at {rate} a year.",
        value=money(forecast.value.estimate),
        span=formats.interval(money(forecast.value.low), money(forecast.value.high)),
        today=money(forecast.discounted.estimate),
        rate=formats.percent(forecast.discount, 0),
    )
    return f"{told} {worth}"


def _trust(value: CustomerValue) -> None:
    st.markdown(_("Each model forecast a past period; the most accurate one is used."))
    tables.show(
        value.trials.assign(name=[labels.named("model", code) for code in value.trials["model"]]),
        "value_trials",
        name=(_("Model"), "text"),
        score=(_("Score, 1 is best"), "ratio"),
        predicted=(_("Forecast"), "number"),
        actual=(_("Actual"), "number"),
        mae=(_("Average error per customer"), "ratio"),
    )
    if not value.by_frequency.empty:
        rows = value.by_frequency.assign(
            name=[
                plural("{n} repeat before", "{n} repeats before", int(times))
                for times in value.by_frequency["frequency"]
            ]
        )
        charts.dumbbell(rows, "name", ("predicted", _("Forecast")), ("actual", _("Actual")), "number", "by_frequency")
        st.caption(_("Purchases per customer in the test period, by earlier repeat purchases (the last: or more)."))
    if value.misfit:
        failed = " ".join(explanations.sentence(reason) for reason in value.misfit)
        st.warning(_("The data contradict an assumption: {misfit}", misfit=failed), icon=":material/rule:")


def _weeks(weeks: int) -> str:
    return plural("{n} week", "{n} weeks", weeks)


def _band(low: float, high: float) -> str:
    return f"{formats.percent(low, 0)} – {formats.percent(high, 0)}"
