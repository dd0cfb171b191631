"""Promotions: which create margin, and which give it away."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analytics.discount_depths import discount_depths
from analytics.interval import Interval
from analytics.promotion_course import promotion_arms, promotion_course
from analytics.promotion_scores import PromotionScores, promotion_scores
from analytics.promotions import promotion_calendar
from ui import charts, export, filters, formats, frame, header, labels, levels, states, tables, url
from ui.cache import ask, of_store
from ui.charts.frame import Mark, worded
from ui.filters import Chosen
from ui.words import _, plural

SIDES = ("CN", "IT")
ROWS = 12  # promotions in a plot
SMALLEST = 30  # orders under which a market's depths are noise


def render() -> None:
    """Which promotions made money, which gave it away, and which cannot be told from noise?"""
    st.title(_("Promotions"))
    chosen = filters.bar("market", "channel", "tier", "period")
    header.line(chosen)
    with st.spinner(_("Comparing customers with those held out, and sales with their usual course …")):
        scores = ask(promotion_scores, chosen.choice)
    if scores.table.empty:
        states.empty(_("No promotion was used or sent in this selection. Load promotions and who received them."))
        return
    scores = _ran(scores, chosen)
    if scores.table.empty:
        states.empty(_("No promotion ran in this period. Widen it, or show all promotions."))
        return

    _glance(scores)
    _league(scores, chosen)
    _beside(scores, chosen)
    _one(scores, chosen)
    _depths(chosen)


def _ran(scores: PromotionScores, chosen: Chosen) -> PromotionScores:
    which = url.one(
        st.segmented_control, _("Promotions"), ("all", "period"), "promotions_ran", "all", format_func=_which
    )
    if which == "all":
        return scores
    table = scores.table
    inside = (table["first_on"] < pd.Timestamp(chosen.until)) & (table["last_on"] >= pd.Timestamp(chosen.since))
    return PromotionScores(table[inside].reset_index(drop=True), scores.funnel, scores.returns, scores.placebos)


def _which(code: str) -> str:
    return {"all": _("All, whenever they ran"), "period": _("Those that ran in the period")}[code]


def _glance(scores: PromotionScores) -> None:
    table, total = scores.table, scores.together()
    count = table["verdict"].value_counts()
    judged = int(table["margin"].notna().sum())
    paid = {funder: float(table[f"paid_by_{funder}_eur"].sum()) for funder in ("merchant", "platform", "other")}
    given = sum(paid.values())
    with st.grid(4, min_column_width=165, gap="small"):
        _card(
            _("All experiments together"),
            total,
            formats.signed_money,
            _("Incremental margin, the sum over all promotions with a holdout."),
        )
        told = _(
            "{made} made margin, {gave} gave it away",
            made=count.get("made margin", 0),
            gave=count.get("gave margin away", 0),
        )
        _plain(_("Promotions judged"), _("{n} of {all}", n=judged, all=len(table)), told)
        noise = _("their interval holds zero")
        _plain(_("Cannot be told from noise"), formats.number(int(count.get("cannot be told from noise", 0))), noise)
        share = formats.percent(paid["merchant"] / given if given else None, 0)
        _plain(_("Discounts given"), formats.money_short(given), _("{share} paid by the shop", share=share))


def _plain(title: str, value: str, told: str) -> None:
    st.metric(title, value, delta_description=told, border=True, height="stretch")


def _card(title: str, told: Interval, write: Callable[[float], str], meaning: str | None = None) -> None:
    known = not formats.missing(told.estimate)
    span = formats.interval(write(told.low), write(told.high)) if known else _("not known")
    st.metric(title, write(told.estimate), delta_description=span, border=True, height="stretch", help=meaning)


def _span(told: Interval, write: Callable[[float], str]) -> str:
    return _("95% interval {span}", span=formats.interval(write(told.low), write(told.high)))


def _league(scores: PromotionScores, chosen: Chosen) -> None:
    table = scores.table
    note = _("Evidence is stated per promotion. Amounts are in EUR; _low and _high bound the 95% interval.")
    export.heading(_("League table, best incremental margin first"), table, "scorecard", chosen, note=note)
    money = formats.money_short
    shown = table.assign(
        title=[named(row) for row in table.itertuples()],
        where=[_("All") if pd.isna(code) else labels.market(code) for code in table["market"]],
        how=[levels.name(level) for level in table["evidence"]],
        said=[levels.verdict(code) for code in table["verdict"]],
        why=[levels.reason(text) if text else "" for text in table["reason"]],
        span=[
            formats.DASH if pd.isna(low) else formats.interval(money(low), money(high))
            for low, high in zip(table["margin_low"], table["margin_high"], strict=True)
        ],
    )
    tables.show(
        shown,
        "scorecard",
        title=(_("Promotion"), "text"),
        where=(_("Market"), "text"),
        said=(_("Verdict"), "text"),
        margin=(_("Incremental margin"), "money"),
        span=(_("95% interval"), "text"),
        how=(_("Evidence"), "text"),
        roi=(_("Margin per euro"), "ratio"),
        lift=(_("Extra sales"), "money"),
        pull_forward=(_("Pulled forward"), "percent"),
        subsidy_share=(_("To who buys anyway"), "percent"),
        discount_eur=(_("Discount"), "money"),
        first_on=(_("From"), "day"),
        last_on=(_("To"), "day"),
        why=(_("Why no better evidence"), "text"),
    )
    st.caption(
        _(
            "Incremental margin: what is left after discounts, after sales missing later and after the cost of reaching people."
        )
    )


def named(row: object) -> str:
    """A promotion by its name, else by its id."""
    name = getattr(row, "name", None)
    return str(row.promotion_id if pd.isna(name) or not name else name)  # type: ignore[attr-defined]


def sides(markets: pd.Series, chosen: Chosen) -> list[str]:
    """The two markets to show side by side: those chosen, else China and Italy, else those with most."""
    present = markets.dropna().value_counts().index.tolist()
    wanted = [*chosen.choice.market, *SIDES, *present]
    return [code for code in dict.fromkeys(wanted) if code in present][:2]


def _beside(scores: PromotionScores, chosen: Chosen) -> None:
    judged = scores.table[scores.table["margin"].notna()]
    markets = sides(judged["market"], chosen)
    if not markets:
        return
    st.subheader(_("Incremental margin, market by market"), anchor=False)
    for column, market in zip(st.columns(len(markets), gap="medium"), markets, strict=True):
        with column:
            _side(scores, judged[judged["market"] == market], market)


def _side(scores: PromotionScores, own: pd.DataFrame, market: str) -> None:
    st.markdown(f"**{labels.market(market)}**")
    latest = own.sort_values("first_on").tail(ROWS).sort_values("margin", ascending=False)
    rows = pd.DataFrame(
        {
            "name": [_labelled(row) for row in latest.itertuples()],
            "estimate": latest["margin"],
            "low": latest["margin_low"],
            "high": latest["margin_high"],
        }
    )
    charts.intervals(rows, "name", "money", f"margin_{market}")
    total = PromotionScores(own, scores.funnel, scores.returns, scores.placebos).together()
    if not formats.missing(total.estimate):
        st.caption(
            _(
                "All experiments of this market together: {total}, {span}. Coloured: told from noise.",
                total=formats.signed_money(total.estimate),
                span=_span(total, formats.signed_money),
            )
        )


def _labelled(row: object) -> str:
    name = named(row)
    return name if row.evidence == "experiment" else f"{name} · {levels.name(row.evidence)}"  # type: ignore[attr-defined]


def _one(scores: PromotionScores, chosen: Chosen) -> None:
    table = scores.table.set_index("promotion_id", drop=False)
    ranked = table.sort_values(["evidence", "first_on"], key=_best_first, ascending=[True, False])
    names = {row.promotion_id: named(row) for row in ranked.itertuples()}
    st.subheader(_("One promotion, closely"), anchor=False)
    default = next(iter(names))
    picked = url.one(st.selectbox, _("Promotion"), list(names), "promotion", default, format_func=names.__getitem__)
    row = table.loc[picked]
    levels.badge(row["evidence"])
    if row["reason"]:
        st.caption(levels.reason(row["reason"]))
    _figures(row)
    left, right = st.columns(2, gap="medium")
    with left:
        _lift_and_dip(row, chosen)
    with right:
        _around(row, chosen)
    _placebos(scores, picked, row, chosen)
    left, middle, right = st.columns(3, gap="medium")
    with left:
        _split(row, chosen)
    with middle:
        _returns(scores, row, chosen)
    with right:
        _funnel(scores, row, chosen)


def _best_first(column: pd.Series) -> pd.Series:
    if column.name != "evidence":
        return column
    return column.map({"experiment": 0, "observational": 1, "none": 2})


def _figures(row: pd.Series) -> None:
    said = {
        "margin": _(
            "Margin of extra sales, less the discount on sales that would have come anyway, less sales missing later, less the cost of reaching people."
        ),
        "lift": _("Net sales beyond what was to be expected while it ran."),
        "pull_forward": _("Share of the extra sales that is missing in the six weeks after."),
        "cannibalised": _("Full-price sales that it replaced."),
        "subsidy_share": _("Share of the discount that went to sales that would have come anyway."),
        "roi": _("Incremental margin per euro of discount and cost, whoever paid."),
    }
    names = {
        "margin": (_("Incremental margin"), formats.signed_money),
        "lift": (_("Extra sales"), formats.signed_money),
        "pull_forward": (_("Pulled forward"), formats.percent),
        "cannibalised": (_("Full-price sales lost"), formats.money_short),
        "subsidy_share": (_("To who buys anyway"), formats.percent),
        "roi": (_("Margin per euro"), lambda value: formats.number(value, 2)),
    }
    with st.grid(3, min_column_width=150, gap="small"):
        for name, (title, write) in names.items():
            told = Interval(row[name], row[f"{name}_low"], row[f"{name}_high"])
            _card(title, told, write, said[name])
    st.caption(_("In brackets: 95% intervals."))
    st.markdown(_said(row))


def _said(row: pd.Series) -> str:
    if pd.isna(row["margin"]):
        return _("It cannot be judged.")
    span = formats.interval(formats.signed_money(row["margin_low"]), formats.signed_money(row["margin_high"]))
    if row["verdict"] == "made margin":
        return _(
            "It made margin: at the least {low}, by the 95% interval {span}.",
            low=formats.signed_money(row["margin_low"]),
            span=span,
        )
    if row["verdict"] == "gave margin away":
        return _("It gave margin away: the 95% interval {span} lies below zero.", span=span)
    return _(
        "It cannot be told from noise: the 95% interval {span} holds zero. Call it neither a success nor a failure.",
        span=span,
    )


def _lift_and_dip(row: pd.Series, chosen: Chosen) -> None:
    arms = ask(promotion_arms, chosen.choice, promotion_id=row["promotion_id"])
    title = _("Lift and dip: sent against held out")
    if arms.empty:
        st.subheader(title, anchor=False)
        states.empty(_("Nobody was held out by lot, so there is nobody to compare with."))
        return
    export.heading(title, levels.labelled(arms, "experiment"), "lift_and_dip", chosen, note=levels.note("experiment"))
    weeks = max(round((row["last_on"] - row["first_on"]).days / 7), 1)
    names = {"estimate": _("Extra orders per 100 customers")}
    charts.band(arms, "week", names, "number", "lift_and_dip", marks=[Mark(_("It ran"), 0, weeks)])
    st.caption(
        _(
            "By week since customers were drawn. Before week 0 both arms should be alike; below zero after it is the dip."
        )
    )


def _around(row: pd.Series, chosen: Chosen) -> None:
    course = ask(promotion_course, chosen.choice, promotion_id=row["promotion_id"])
    title = _("Sales around it and their usual course")
    if course.empty:
        st.subheader(title, anchor=False)
        states.empty(_("There is no usual course to compare with: it ran too long, or the data are too short."))
        return
    export.heading(title, levels.labelled(course, "observational"), "course", chosen, note=levels.note("observational"))
    names = {"estimate": _("Usual course"), "band": _("95% of weeks without a promotion"), "actual": _("Net sales")}
    marks = [Mark(_("It ran"), row["first_on"], row["last_on"]), *_calendar(row, course["week"])]
    charts.band(course, "week", names, "money", "course", marks=marks)
    events = sorted({mark.label for mark in marks[1:]})
    told = _("Weeks from the promotion's first day, in its whole market, channel and tier.")
    st.caption(told + (" " + _("Dotted: {events}.", events=", ".join(events)) if events else ""))


def _calendar(row: pd.Series, weeks: pd.Series) -> list[Mark]:
    """Events of the market as lines on their first day; long stretches only where they begin."""
    days = of_store(promotion_calendar)
    inside = (days["market"] == row["market"]) & days["day"].between(weeks.min(), weeks.max() - pd.Timedelta(days=7))
    marks = []
    for kind, part in days[inside].sort_values("day").groupby("kind"):
        starts = part["day"][part["day"].diff().dt.days.fillna(99) > 10]
        marks += [Mark(levels.event(kind), day) for day in starts]
    return marks


def _placebos(scores: PromotionScores, picked: str, row: pd.Series, chosen: Chosen) -> None:
    dates = scores.placebos
    dates = dates[dates["promotion_id"] == picked] if len(dates) else dates
    if dates.empty:
        return
    told = _(
        "The same reckoning on {n} dates when nothing ran: {share} of them show as much. That is what chance alone does.",
        n=len(dates),
        share=formats.percent(row["placebo_rank"], 0),
    )
    with st.expander(_("Placebo dates it was checked on"), icon=":material/rule:"):
        export.offer(levels.labelled(dates, "observational"), "placebos", chosen, note=told)
        charts.bars(dates, "start", {"lift": _("Lift found where nothing ran")}, "percent", "placebos")
    st.caption(told)


def _split(row: pd.Series, chosen: Chosen) -> None:
    parts = [(funder, float(row[f"paid_by_{funder}_eur"])) for funder in ("merchant", "platform", "other")]
    table = pd.DataFrame(parts, columns=["funder", "paid_eur"])
    table = pd.concat([table, pd.DataFrame({"funder": ["contact"], "paid_eur": [row["contact_cost_eur"]]})])
    export.heading(_("Who paid"), table, "funders", chosen)
    shown = table[table["paid_eur"] > 0]
    if shown.empty:
        states.empty(_("Nobody used it: nothing was paid."))
        return
    names = [_("Cost of reaching people") if code == "contact" else levels.funder(code) for code in shown["funder"]]
    charts.ranked(shown.assign(name=names), "name", "paid_eur", "money", "funders")


def _returns(scores: PromotionScores, row: pd.Series, chosen: Chosen) -> None:
    table = scores.returns[scores.returns["promotion_id"] == row["promotion_id"]]
    export.heading(_("Margin per euro put in"), levels.labelled(table, row["evidence"]), "returns", chosen)
    shown = table.dropna(subset=["estimate"])
    if shown.empty:
        states.empty(_("Its incremental margin is not known."))
        return
    shown = shown.assign(name=[levels.funder(code) for code in shown["funder"]])
    charts.intervals(shown, "name", "number", "returns")
    st.caption(_("The shop's incremental margin over what each put in; 1 doubles a euro, below 0 it is lost."))


def _funnel(scores: PromotionScores, row: pd.Series, chosen: Chosen) -> None:
    table = scores.funnel
    table = table[table["promotion_id"] == row["promotion_id"]] if len(table) else table
    export.heading(_("Coupon funnel"), table, "funnel", chosen)
    if table.empty:
        states.empty(_("No record of who was sent a coupon."))
        return
    shown = table.assign(name=[levels.step(code) for code in table["step"]])[::-1]  # of equal steps the later is lower
    charts.ranked(shown, "name", "customers", "number", "funnel")
    last = table.iloc[-1]
    if not pd.isna(last["share"]):
        span = formats.interval(formats.percent(last["low"]), formats.percent(last["high"]))
        share = formats.percent(last["share"])
        st.caption(
            _(
                "Of those who redeemed, {share} bought again within 90 days, 95% interval {span}.",
                share=share,
                span=span,
            )
        )


def _depths(chosen: Chosen) -> None:
    table = ask(discount_depths, chosen.choice, period=chosen.period)
    export.heading(_("How deep the discounts were"), table, "depths", chosen)
    sizes = table.groupby("market")["orders"].sum() if len(table) else pd.Series(dtype=int)
    enough = table[table["market"].map(sizes) >= SMALLEST] if len(table) else table
    markets = sides(enough["market"], chosen) if len(enough) else []
    if not markets:
        states.empty(_("Too few orders in this period to show their discounts."))
        return
    wide = enough.pivot(index="depth", columns="market", values="share")[markets].fillna(0).sort_index().reset_index()
    shown = wide.assign(band=[_band(depth) for depth in wide["depth"]])
    charts.bars(shown, "band", {code: labels.market(code) for code in markets}, "percent", "depths")
    full = [f"{labels.market(code)} {worded(wide.loc[wide['depth'] == 0, code].sum(), 'percent')}" for code in markets]
    n = int(sizes[markets].sum())
    told = plural(
        "Share of {count} order of the period by depth of discount.",
        "Share of {count} orders of the period by depth of discount.",
        n,
        count=formats.number(n),
    )
    st.caption(told + " " + _("At full price: {shares}.", shares=", ".join(full)))


def _band(depth: float) -> str:
    if depth == 0:
        return _("Full price")
    if depth >= 0.6:
        return f"> {formats.percent(0.55, 0)}"
    return f"{formats.number((depth - 0.05) * 100)}–{formats.percent(depth, 0)}"


if __name__ == "__main__":
    frame.enter()
