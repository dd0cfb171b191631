"""One promotion, closely: what it brought, how that is known, who paid, how far its coupons came."""

from collections.abc import Callable

import pandas as pd

from analytics.interval import Interval
from analytics.promotions.effect.course import promotion_arms, promotion_course
from analytics.promotions.effect.scores import PromotionScores
from analytics.promotions.questions import promotion_calendar
from pages.promotions.scores import card, named
from sheets.choice import Chosen
from ui import charts, export, levels, states, url
from ui.cache import ask, of_store
from ui.charts import Mark
from ui.screen import st
from words import explanations, formats, labels
from words.messages import _

APART = 10  # days between two events whose names would otherwise be written over each other


def promotion(scores: PromotionScores, chosen: Chosen) -> None:
    """The promotion the reader picks, by default the latest with the best evidence."""
    table = scores.table.set_index("promotion_id", drop=False)
    ranked = table.sort_values(["evidence", "first_on"], key=_best_first, ascending=[True, False])
    names = {row.promotion_id: named(row) for row in ranked.itertuples()}
    st.subheader(_("One promotion in detail"), anchor=False)
    default = next(iter(names))
    picked = url.one(st.selectbox, _("Promotion"), list(names), "promotion", default, format_func=names.__getitem__)
    row = table.loc[picked]
    levels.badge(row["evidence"])
    if row["reason"] is not None and row["evidence"] != "observational":
        st.caption(explanations.sentence(row["reason"]))
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
        "lift": _("Net sales above what was expected during the promotion."),
        "pull_forward": _("Share of the extra sales that is missing in the six weeks after."),
        "cannibalised": _("Full-price sales that it replaced."),
        "subsidy_share": _("Share of the discount that went to sales that would have come anyway."),
        "roi": _("Incremental margin per euro of discount and cost, whoever paid."),
    }
    names: dict[str, tuple[str, Callable[[float], str]]] = {
        "margin": (_("Incremental margin"), formats.signed_money),
        "lift": (_("Extra sales"), formats.signed_money),
        "pull_forward": (_("Pulled forward"), formats.percent),
        "cannibalised": (_("Full-price sales lost"), formats.money_short),
        "subsidy_share": (_("Discount spent on people who would buy anyway"), formats.percent),
        "roi": (_("Margin per euro"), lambda value: formats.number(value, 2)),
    }
    with st.grid(3, min_column_width=150, gap="small"):
        for name, (title, write) in names.items():
            told = Interval(row[name], row[f"{name}_low"], row[f"{name}_high"])
            card(title, told, write, said[name])
    st.caption(_("In brackets: 95% intervals."))
    st.markdown(_said(row))


def _said(row: pd.Series) -> str:
    if pd.isna(row["margin"]):
        return _("It cannot be evaluated.")
    span = formats.interval(formats.signed_money(row["margin_low"]), formats.signed_money(row["margin_high"]))
    if row["verdict"] == "made margin":
        return _(
            "It earned margin: at least {low}, 95% interval {span}.",
            low=formats.signed_money(row["margin_low"]),
            span=span,
        )
    if row["verdict"] == "gave margin away":
        return _("It lost margin: the 95% interval {span} lies below zero.", span=span)
    return _(
        "No clear effect: the 95% interval {span} includes zero. It is neither a success nor a failure.",
        span=span,
    )


def _lift_and_dip(row: pd.Series, chosen: Chosen) -> None:
    arms = ask(promotion_arms, chosen.choice, promotion_id=row["promotion_id"])
    title = _("Lift and dip: promotion vs control group")
    if arms.empty:
        st.subheader(title, anchor=False)
        states.empty(_("There was no control group, so there is nothing to compare with."))
        return
    export.heading(title, levels.labelled(arms, "experiment"), "lift_and_dip", chosen, note=levels.note("experiment"))
    weeks = max(round((row["last_on"] - row["first_on"]).days / 7), 1)
    names = {"actual": _("Extra orders per 100 customers"), "estimate": _("No difference")}
    arms = arms.assign(actual=arms["estimate"], estimate=0.0)
    charts.band(arms, "week", names, "number", "lift_and_dip", marks=[Mark(_("Promotion period"), 0, weeks)])
    st.caption(
        _(
            "Weeks since the test began. Before week 0 both groups should be alike; after it, below zero means purchases "
            "brought forward."
        )
    )


def _around(row: pd.Series, chosen: Chosen) -> None:
    course = ask(promotion_course, chosen.choice, promotion_id=row["promotion_id"])
    title = _("Sales around the promotion and their usual course")
    if course.empty:
        st.subheader(title, anchor=False)
        states.empty(_("There is no usual course to compare with: it ran too long, or the data are too short."))
        return
    export.heading(title, levels.labelled(course, "observational"), "course", chosen, note=levels.note("observational"))
    names = {"estimate": _("Usual course"), "band": _("95% of weeks without a promotion"), "actual": _("Net sales")}
    marks = [Mark("", row["first_on"], row["last_on"]), *_calendar(row, course["week"])]
    charts.band(course, "week", names, "money", "course", marks=marks)
    st.caption(_("Weekly, across its whole market, channel and tier. Shaded: the promotion. Dotted: the calendar."))


def _calendar(row: pd.Series, weeks: pd.Series) -> list[Mark]:
    """Events of the market as lines on their first day; long stretches only where they begin."""
    days = of_store(promotion_calendar)
    inside = (days["market"] == row["market"]) & days["day"].between(weeks.min(), weeks.max() - pd.Timedelta(days=7))
    named: dict[pd.Timestamp, list[str]] = {}
    for kind, part in days[inside].sort_values("day").groupby("kind"):
        for day in part["day"][part["day"].diff().dt.days.fillna(99) > APART]:
            near = next((other for other in named if abs((other - day).days) <= APART), day)
            named.setdefault(near, []).append(labels.named("event", kind))
    return [Mark(", ".join(dict.fromkeys(events)), day) for day, events in named.items()]


def _placebos(scores: PromotionScores, picked: str, row: pd.Series, chosen: Chosen) -> None:
    dates = scores.placebos
    dates = dates[dates["promotion_id"] == picked] if len(dates) else dates
    if dates.empty:
        return
    told = _(
        "The same calculation on {n} dates with no promotion: {share} of them show as much. That is what chance "
        "alone does.",
        n=len(dates),
        share=formats.percent(row["placebo_rank"], 0),
    )
    with st.expander(_("Placebo dates it was checked on"), icon=":material/rule:"):
        export.offer(levels.labelled(dates, "observational"), "placebos", chosen, note=told)
        charts.bars(dates, "start", {"lift": _("Lift found with no promotion")}, "percent", "placebos")
    st.caption(told)


def _split(row: pd.Series, chosen: Chosen) -> None:
    parts = [(funder, float(row[f"paid_by_{funder}_eur"])) for funder in ("merchant", "platform", "other")]
    table = pd.DataFrame(parts, columns=["funder", "paid_eur"])
    table = pd.concat([table, pd.DataFrame({"funder": ["contact"], "paid_eur": [row["contact_cost_eur"]]})])
    export.heading(_("Who paid"), table, "funders", chosen)
    shown = table[table["paid_eur"] > 0].sort_values("paid_eur", ascending=False)
    if shown.empty:
        states.empty(_("Nobody used it: nothing was paid."))
        return
    names = [
        _("Cost of reaching people") if code == "contact" else labels.named("funder", code) for code in shown["funder"]
    ]
    charts.ranked(shown.assign(name=names), "name", "paid_eur", "money", "funders")


def _returns(scores: PromotionScores, row: pd.Series, chosen: Chosen) -> None:
    table = scores.returns[scores.returns["promotion_id"] == row["promotion_id"]]
    export.heading(_("Margin per euro invested"), levels.labelled(table, row["evidence"]), "returns", chosen)
    shown = table.dropna(subset=["estimate"])
    if shown.empty:
        states.empty(_("Its incremental margin is not known."))
        return
    shown = shown.assign(name=[labels.named("funder", code) for code in shown["funder"]])
    charts.intervals(shown, "name", "number", "returns")
    st.caption(_("The shop's incremental margin per euro invested by each: 1 doubles the euro, below 0 it is lost."))


def _funnel(scores: PromotionScores, row: pd.Series, chosen: Chosen) -> None:
    table = scores.funnel
    table = table[table["promotion_id"] == row["promotion_id"]] if len(table) else table
    export.heading(_("Coupon funnel"), table, "funnel", chosen)
    if table.empty:
        states.empty(_("No record of who was sent a coupon."))
        return
    shown = table.assign(name=[labels.named("coupon", code) for code in table["step"]])
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
