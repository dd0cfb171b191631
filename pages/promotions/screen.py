"""Promotions: which create margin, and which give it away."""

import pandas as pd

from analytics.promotions.depth.depths import discount_depths
from analytics.promotions.effect.scores import PromotionScores, promotion_scores
from pages.promotions import one_promotion, scores
from sheets.choice import Chosen
from ui import charts, export, filters, header, states, url
from ui.cache import ask
from ui.models import side_by_side
from ui.screen import st
from words import formats, labels
from words.formats import worded
from words.messages import _, plural

HEEDS = ("market", "channel", "tier", "period")
SMALLEST = 30  # orders under which a market's depths are noise


def render() -> None:
    """Which promotions made money, which gave it away, and which cannot be told from noise?"""
    st.title(_("Promotions"))
    chosen = filters.bar(*HEEDS)
    header.line(chosen)
    with st.spinner(_("Comparing customers with the control group, and sales with their usual course …")):
        found = ask(promotion_scores, chosen.choice)
    if found.table.empty:
        states.empty(_("No promotion was used or sent in this selection. Load promotions and who received them."))
        return
    found = _ran(found, chosen)
    if found.table.empty:
        states.empty(_("No promotion ran in this period. Widen it, or show all promotions."))
        return

    scores.glance(found)
    st.caption(_spanned(found, chosen))
    scores.league(found, chosen)
    scores.beside(found, chosen)
    one_promotion.promotion(found, chosen)
    _depths(chosen)


def _ran(found: PromotionScores, chosen: Chosen) -> PromotionScores:
    which = url.one(
        st.segmented_control, _("Promotions"), ("all", "period"), "promotions_ran", "all", format_func=_which
    )
    if which == "all":
        return found
    table = found.table
    inside = (table["first_on"] < pd.Timestamp(chosen.until)) & (table["last_on"] >= pd.Timestamp(chosen.since))
    return PromotionScores(table[inside].reset_index(drop=True), found.funnel, found.returns, found.placebos)


def _spanned(found: PromotionScores, chosen: Chosen) -> str:
    """From when to when they ran, which is not the period; and which markets are drawn beside each other."""
    ran = plural(
        "These figures are of {shown} promotion as a whole, which ran between {first} and {last}.",
        "These figures are of {shown} promotions as a whole, which ran between {first} and {last}.",
        len(found.table),
        shown=formats.number(len(found.table)),
        first=formats.day(found.table["first_on"].min()),
        last=formats.day(found.table["last_on"].max()),
    )
    return " ".join(filter(None, [ran, side_by_side(chosen)]))


def _which(code: str) -> str:
    return {"all": _("All, at any date"), "period": _("Those that ran in the period")}[code]


def _depths(chosen: Chosen) -> None:
    table = ask(discount_depths, chosen.choice, period=chosen.period)
    export.heading(_("Distribution of discounts"), table, "depths", chosen)
    sizes = table.groupby("market")["orders"].sum() if len(table) else pd.Series(dtype=int)
    enough = table[table["market"].map(sizes) >= SMALLEST] if len(table) else table
    markets = scores.sides(enough["market"], chosen) if len(enough) else []
    if not markets:
        states.empty(_("Too few orders in this period to show their discounts."))
        return
    wide = enough.pivot(index="depth", columns="market", values="share")[markets].fillna(0).sort_index().reset_index()
    shown = wide.assign(band=[_band(depth) for depth in wide["depth"]])
    charts.bars(shown, "band", {code: labels.market(code) for code in markets}, "percent", "depths")
    full = [f"{labels.market(code)} {worded(wide.loc[wide['depth'] == 0, code].sum(), 'percent')}" for code in markets]
    n = int(sizes[markets].sum())
    told = plural(
        "Share of {count} order of the period by size of discount.",
        "Share of {count} orders of the period by size of discount.",
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
