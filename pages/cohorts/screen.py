"""Cohorts and loyalty."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from analytics.cohorts import Cohorts, Curve, channel_crossing, cohorts, second_purchase, trend
from analytics.cohorts.pooled import pooled
from analytics.interval import Interval
from analytics.kpis import kpis
from analytics.metrics import metrics
from analytics.period import months_later
from sheets import breakdown, notes
from sheets.choice import Chosen
from ui import cache, charts, export, filters, header, meanings, states, url
from ui.cache import ask
from ui.screen import st
from words import figures, formats, labels
from words.formats import worded
from words.messages import _, plural

HEEDS = ("market", "channel", "tier", "period")
METRICS = ("retention", "rolling_retention", "ltv", "margin_ltv", "orders_per_customer", "nrr", "refund_rate")
SPLITS = ("all", "channel", "market", "tier", "depth")
GRAINS = ("month", "quarter", "week")
ROWS, AGES, LINES = 26, 24, 6  # what a screen can hold
LEAST = 30  # customers under which a curve is noise


def render() -> None:
    """Do customers come back, where, and does it depend on when and how we first met them?"""
    st.title(_("Cohorts & loyalty"))
    chosen = filters.bar(*HEEDS)
    head = st.container(gap="xsmall")
    grain, split = _controls()
    found = met(ask(cohorts, chosen.choice, grain=grain, by=split, since=chosen.since), chosen.until)
    with head:
        header.line(chosen, hidden=found.hidden)
        st.caption(
            _(
                "New customers of the period, grouped by date of first purchase (cohorts) and selected by the market, "
                "channel and tier of their first order."
            )
        )
    if found.table.empty:
        _nobody(found, chosen)
        return

    curves = ask(second_purchase, chosen.choice, by=split, since=chosen.since, until=chosen.until)
    _glance(ask(second_purchase, chosen.choice, since=chosen.since, until=chosen.until), chosen)
    metric = _metric(found)
    _grid(found, metric, chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        _by_age(found, metric, chosen)
    with right:
        _again(curves, split, chosen)
    _better(found, metric, chosen)
    _crossing(chosen)


def _nobody(found: Cohorts, chosen: Chosen) -> None:
    """Why there is no cohort to show."""
    if found.hidden:
        states.empty(_("All who were first met here are in groups too small to show. Widen the period."))
        return
    states.nothing(chosen, _("No new customers in this selection. Widen the period or clear a filter."))


def met(found: Cohorts, until: date) -> Cohorts:
    """Only cohorts that began before a day."""
    kept = found.table[found.table["cohort"] < pd.Timestamp(until)]
    return replace(found, table=kept)


def _controls() -> tuple[str, str]:
    with st.container(horizontal=True, gap="medium"):
        grain = url.one(
            st.segmented_control, _("Month or quarter"), GRAINS, "cohorts_grain", "month", format_func=_grain
        )
        split = url.one(
            st.segmented_control, _("Split by first order's"), SPLITS, "cohorts_split", "all", format_func=_split
        )
    return grain, split


def _glance(curves: list[Curve], chosen: Chosen) -> None:
    first_seen, meaning = sum(curve.customers for curve in curves), meanings.explained("new_customers")
    new: Any = ask(kpis, chosen.choice, period=chosen.period).loc["current", "new_customers"]
    untold = _("{n} first seen in the data", n=formats.number(first_seen)) if formats.missing(new) else None
    with st.grid(4, min_column_width=165, gap="small"):
        st.metric(
            figures.name("new_customers"),
            formats.number(new),
            delta_description=untold,
            border=True,
            height="stretch",
            help=meaning,
        )
        for days in (90, 180, 365):
            _back(curves[0].at(days) if curves else None, days)
    if why := notes.newness(cache.reading(), chosen.period):
        st.caption(why)


def _back(share: Interval | None, days: int) -> None:
    span = _("not observed for that long yet") if share is None else _span(share)
    st.metric(
        plural("Second purchase within {n} day", "Second purchase within {n} days", days),
        formats.DASH if share is None else formats.percent(share.estimate),
        delta_description=span,
        border=True,
        height="stretch",
        help=meanings.explained("second_purchase"),
    )


def _span(share: Interval) -> str:
    span = formats.interval(formats.percent(share.low), formats.percent(share.high))
    return _("95% interval {span}", span=span)


def _metric(found: Cohorts) -> str:
    known = [name for name in METRICS if name in metrics() and found.table[name].notna().any()] or ["retention"]
    return str(
        url.one(st.segmented_control, _("Metric"), known, "cohorts_metric", "retention", format_func=figures.name)
    )


def _grid(found: Cohorts, metric: str, chosen: Chosen) -> None:
    note = _note(metric)
    export.heading(
        _("Cohort by cohort: {metric}", metric=figures.name(metric)), found.table, "cohorts", chosen, note=note
    )
    present = list(dict.fromkeys(found.table["label"]))
    label = present[0]
    if len(present) > 1:
        named = {code: labels.named(found.by, code) for code in present}
        label = url.one(st.pills, _("Group"), present, "cohorts_group", label, format_func=named.__getitem__)
    table = found.table[(found.table["label"] == label) & (found.table["k"] <= AGES)].dropna(subset=[metric])
    if table.empty:
        states.empty(_("No cohort has completed a period yet."))
        return
    every = list(dict.fromkeys(found.table.loc[found.table["label"] == label, "name"]))
    table = table[table["name"].isin(every[-ROWS:])]
    table = table.assign(
        row=[f"{name} · {formats.number(size)}" for name, size in zip(table["name"], table["size"], strict=True)],
        age=[str(k) for k in table["k"]],
    ).sort_values(["cohort", "k"])
    ages = sorted(table["k"].unique())
    ordered = pd.concat([table[table["k"] == k] for k in ages])  # the columns' order is that of the rows
    cap = float(table.loc[table["k"] > 0, metric].max()) if metric == "retention" and (table["k"] > 0).any() else None
    charts.heatmap(_rows_first(ordered, table), "age", "row", metric, figures.unit(metric), "cohorts", cap=cap)
    st.caption(
        _(
            "Rows: period of first purchase and number of customers. Columns: periods since. Blank: not fully observed "
            "yet."
        )
    )
    st.caption(" ".join(filter(None, [_reach(found, label), breakdown.drawn(min(len(every), ROWS), len(every))])))
    wide = found.wide(metric, label)
    export.offer(wide.reset_index(), f"cohorts_wide_{metric}", chosen, note=note, label=_("Export as a grid"))


def _reach(found: Cohorts, label: str) -> str:
    """Which days the cohorts hold: whole ones, so others than the period's."""
    first = found.table[(found.table["label"] == label) & (found.table["k"] == 0)]
    return _(
        "Cohorts are whole and may reach beyond the period: {n} customers, the first cohort from {first}, the last from {last}.",
        n=formats.number(int(first["size"].sum())),
        first=formats.day(first["cohort"].min()),
        last=formats.day(first["cohort"].max()),
    )


def _rows_first(by_age: pd.DataFrame, by_cohort: pd.DataFrame) -> pd.DataFrame:
    rows = {row: i for i, row in enumerate(dict.fromkeys(by_cohort["row"]))}
    ages = {age: i for i, age in enumerate(dict.fromkeys(by_age["age"]))}
    full = pd.MultiIndex.from_product([rows, ages], names=["row", "age"])
    return by_cohort.set_index(["row", "age"]).reindex(full).reset_index()


def _by_age(found: Cohorts, metric: str, chosen: Chosen) -> None:
    curve = pooled(found, metric)
    export.heading(
        _("By periods since first purchase, all cohorts together"), curve, "cohort_curves", chosen, note=_note(metric)
    )
    several = curve["label"].nunique() > 1
    enough = (curve["customers"] >= LEAST) | (not several)
    curve = curve[enough & (curve["k"] <= AGES) & ((curve["k"] > 0) | (metric != "retention"))]
    if curve.empty:
        states.empty(_("No cohort has completed a period yet."))
        return
    unit = figures.unit(metric)
    if not several:
        charts.band(curve, "k", {"estimate": figures.name(metric)}, unit, "cohort_curve")
        return
    largest = curve.groupby("label")["customers"].max().sort_values(ascending=False).index[:LINES]
    wide = curve.pivot(index="k", columns="label", values="estimate").reset_index()
    charts.lines(wide, "k", {code: labels.named(found.by, code) for code in largest}, unit, "cohort_curve")
    told = [_("Groups of at least {n} customers at that period.", n=LEAST)]
    st.caption(" ".join([*told, breakdown.drawn(len(largest), found.table["label"].nunique())]))


def _again(curves: list[Curve], split: str, chosen: Chosen) -> None:
    steps = pd.concat([curve.frame() for curve in curves], ignore_index=True)
    export.heading(_("How soon they buy again"), steps, "second_purchase", chosen)
    shown = [curve for curve in curves if curve.customers >= LEAST][:LINES] or curves[:1]
    names = {curve.label: labels.named(split, curve.label) for curve in shown}
    charts.lines(on_days(shown), "days", names, "percent", "second_purchase", x_unit="days")
    told = _(
        "Share with a second order within that many days; customers still being observed are accounted for "
        "(Kaplan-Meier)."
    )
    st.caption(" ".join([told, breakdown.drawn(len(shown), len(curves))]))


def on_days(curves: list[Curve], longest: int = 730, step: int = 10) -> pd.DataFrame:
    """The curves read every few days, as far as each was watched."""
    days = list(range(0, longest + 1, step))
    read = {
        curve.label: [at.estimate if (at := curve.at(day)) is not None else float("nan") for day in days]
        for curve in curves
    }
    return pd.DataFrame({"days": [float(day) for day in days], **read}).dropna(how="all", subset=list(read))


def _better(found: Cohorts, metric: str, chosen: Chosen) -> None:
    ages = sorted(int(k) for k in found.table.loc[found.table[metric].notna() & (found.table["k"] > 0), "k"].unique())
    if len(ages) < 2:
        return
    label = url.value("cohorts_group", found.table["label"].iloc[0])
    label = label if label in set(found.table["label"]) else found.table["label"].iloc[0]
    last = min(ages[-1], 12)
    body = st.container()
    k = url.number(
        st.slider, _("Periods since first purchase"), "cohorts_age", min(3, last), min_value=1, max_value=max(last, 2)
    )
    line = trend(found, metric, k, label)
    with body:
        title = _(
            "Is it getting better? {metric}, period {k} after the first purchase", metric=figures.name(metric), k=k
        )
        export.heading(title, line.points, "cohort_trend", chosen, note=_note(metric))
        if len(line.points) < 2:
            states.empty(_("Fewer than two cohorts have reached that period."))
            return
        charts.points(line.points, "cohort", figures.unit(metric), "cohort_trend")
        st.markdown(_direction(line.per_year, line.low, line.high, metric))
        if found.new_from is not None and not line.points["is_new"].all():
            st.caption(
                _(
                    "Cohorts that began before {day} are shown and left out of this: they hold customers from before the data.",
                    day=formats.day(found.new_from),
                )
            )


def _direction(per_year: float, low: float, high: float, metric: str) -> str:
    if formats.missing(per_year):
        return _("Too few cohorts to see a trend.")
    write = formats.points if figures.unit(metric) == "percent" else _plain_change(metric)
    span = formats.interval(write(low), write(high))
    if low <= 0 <= high:
        return _("No clear direction: {change} a year, 95% interval {span}.", change=write(per_year), span=span)
    return _("It changes by {change} a year, 95% interval {span}.", change=write(per_year), span=span)


def _plain_change(metric: str):  # type: ignore[no-untyped-def]
    unit = figures.unit(metric)
    return lambda value: ("+" if value > 0 else "−") + worded(abs(value), unit)


def _crossing(chosen: Chosen) -> None:
    watched = chosen.period if chosen.since <= _year_ago() else chosen.period.last_year
    table = ask(channel_crossing, chosen.choice, since=watched.since, until=watched.until)
    note = _("Association, not effect: customers who start in different channels differ in more than the channel.")
    export.heading(_("First channel → repeat channel within a year"), table, "channel_crossing", chosen, note=note)
    if table.empty or not table["met"].sum():
        states.empty(_("No new customer of this period has been observed for a year yet. Choose an earlier period."))
        return
    told = table.assign(
        first=[labels.named("channel", code) for code in table["first_channel"]],
        later=[labels.named("later", code) for code in table["later_channel"]],
    )
    left, right = st.columns(2, gap="medium")
    with left:
        streams = told[told["by_second_order"] > 0]
        charts.sankey(streams, "first", "later", "by_second_order", "crossing_flow")
        st.caption(_("By the channel of the next order."))
    with right:
        charts.heatmap(told, "later", "first", "share", "percent", "crossing")
        st.caption(
            _(
                "Share of customers who started in the row's channel and ever bought in the column's; a customer may use "
                "several."
            )
        )
    st.caption(_("New customers: {period}.", period=formats.period(watched.since, watched.until)) + " " + note)


def _year_ago() -> date:
    return months_later(filters.bounds()[1], -12)


def _note(metric: str) -> str:
    return figures.note(metric)


def _grain(code: str) -> str:
    return {"week": _("Week"), "month": _("Month"), "quarter": _("Quarter")}[code]


def _split(code: str) -> str:
    names = {
        "all": _("No split"),
        "channel": _("Channel"),
        "market": _("Market"),
        "tier": _("Price tier"),
        "depth": _("Discount"),
    }
    return names[code]
