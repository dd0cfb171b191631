"""One promotion, closely: what it brought, how that is known, who paid, how far its coupons came."""

from dataclasses import replace

import pandas as pd

from analytics.promotions.effect.scores import PromotionScores
from sheets.choice import Chosen
from sheets.part import Part
from sheets.promotions import course, cross, money, one_promotion
from ui import cache, cards, charts, export, levels, marks, parts, url
from ui.charts import Mark
from ui.screen import st
from words.messages import _


def promotion(scores: PromotionScores, chosen: Chosen) -> None:
    """The promotion the reader picks, by default the latest with the best evidence."""
    st.subheader(one_promotion.title(), anchor=False)
    promotion = _picked(scores)
    levels.badge(promotion["evidence"])
    if why := one_promotion.why_no_better(promotion):
        st.caption(why)
    for sentence in one_promotion.sentences(promotion):
        st.markdown(sentence)
    cards.row(one_promotion.figures(promotion), 3, 150)
    st.caption(_("In brackets: 95% intervals, of this promotion by itself."))
    left, right = st.columns(2, gap="medium")
    with left:
        _lift_and_dip(promotion, chosen)
    with right:
        _around(promotion, chosen)
    _cross(promotion, chosen)
    _placebos(course.placebos(scores, promotion), promotion, chosen)
    left, middle, right = st.columns(3, gap="medium")
    with left:
        _payers(money.payers(promotion), chosen)
    with middle:
        _returns(money.returns(scores, promotion), chosen)
    with right:
        _funnel(money.funnel(scores, promotion), chosen)


def _picked(scores: PromotionScores) -> pd.Series:
    names = one_promotion.by_evidence(scores)
    default = next(iter(names))
    picked = url.one(st.selectbox, _("Promotion"), list(names), "promotion", default, format_func=names.__getitem__)
    return one_promotion.row(scores, picked)


def _lift_and_dip(promotion: pd.Series, chosen: Chosen) -> None:
    part = course.lift_and_dip(cache.reading(), promotion, chosen)
    if not parts.titled(part):
        return
    export.part(part, chosen)
    names = {"actual": _("Extra orders per 100 customers"), "estimate": _("No difference")}
    ran = [Mark(_("Promotion period"), 0, course.weeks(promotion))]
    charts.band(part.drawn, "week", names, "number", part.name, marks=ran)
    parts.captions(part)


def _around(promotion: pd.Series, chosen: Chosen) -> None:
    part = marks.noted(_own(promotion, chosen), course.around(cache.reading(), promotion, chosen), "week")
    if not parts.titled(part):
        return
    export.part(part, chosen)
    names = {"estimate": _("Usual course"), "band": _("95% of weeks without a promotion"), "actual": _("Net sales")}
    ran = [Mark("", promotion["first_on"], promotion["last_on"])]
    calendar = marks.of(_own(promotion, chosen), part.drawn["week"])
    charts.band(part.drawn, "week", names, "money", part.name, marks=ran, calendar=calendar)
    parts.captions(part)


def _cross(promotion: pd.Series, chosen: Chosen) -> None:
    parts.table(cross.cross(cache.reading(), promotion, chosen), chosen)


def _own(promotion: pd.Series, chosen: Chosen) -> Chosen:
    """The choice with the market it ran in, whose calendar is its own."""
    market = promotion["market"]
    return chosen if pd.isna(market) else replace(chosen, choice=replace(chosen.choice, market=(str(market),)))


def _placebos(part: Part, promotion: pd.Series, chosen: Chosen) -> None:
    if part.drawn.empty:
        return
    with st.expander(part.title, icon=":material/rule:"):
        export.offer(part.table, part.name, chosen, note=part.note)
        calendar = marks.of(_own(promotion, chosen), part.drawn["start"])
        names = {"lift": _("Lift found with no promotion")}
        charts.bars(part.drawn, "start", names, "percent", part.name, calendar=calendar)
    st.caption(part.note)


def _payers(part: Part, chosen: Chosen) -> None:
    if not parts.headed(part, chosen):
        return
    charts.ranked(part.drawn, "name", "paid_eur", "money", part.name)


def _returns(part: Part, chosen: Chosen) -> None:
    if not parts.headed(part, chosen):
        return
    charts.intervals(part.drawn, "name", "number", part.name)
    parts.captions(part)


def _funnel(part: Part, chosen: Chosen) -> None:
    if not parts.headed(part, chosen):
        return
    charts.ranked(part.drawn, "name", "customers", "number", part.name)
    parts.captions(part)
