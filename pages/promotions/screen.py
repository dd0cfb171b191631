"""Promotions: which create margin, and which give it away."""

from analytics.promotions.effect.scores import PromotionScores, promotion_scores
from pages.promotions import one_promotion
from sheets import promotions
from sheets.choice import Chosen
from sheets.promotions import depths, margins, scorecard
from ui import cache, cards, charts, filters, header, parts, states, url
from ui.cache import ask
from ui.screen import st
from ui.text import markdown
from words.messages import _

HEEDS = promotions.HEEDS


def render() -> None:
    """Which promotions made money, which gave it away, and which cannot be told from noise?"""
    st.title(_("Promotions"))
    chosen = filters.bar(*HEEDS)
    header.line(chosen)
    with st.spinner(_("Comparing customers with the control group, and sales with their usual course …")):
        scores = ask(promotion_scores, chosen.choice)
    if scores.table.empty:
        states.empty(scorecard.nothing())
        return
    scores = _ran(scores, chosen)
    if scores.table.empty:
        states.empty(_("No promotion ran in this period. Widen it, or show all promotions."))
        return

    cards.row(scorecard.glance(scores), 4, 165)
    st.caption(scorecard.scope(cache.reading(), scores, chosen))
    parts.table(scorecard.league(scores), chosen)
    _margins(scores, chosen)
    one_promotion.promotion(scores, chosen)
    _depths(chosen)


def _ran(scores: PromotionScores, chosen: Chosen) -> PromotionScores:
    names = {"all": _("All, at any date"), "period": _("Those that ran in the period")}
    which = url.one(
        st.segmented_control, _("Promotions"), list(names), "promotions_ran", "all", format_func=names.__getitem__
    )
    return scores if which == "all" else scorecard.ran(scores, chosen.period)


def _margins(scores: PromotionScores, chosen: Chosen) -> None:
    by_market = margins.margins(scores, chosen)
    if not by_market:
        return
    st.subheader(margins.title(), anchor=False)
    for column, part in zip(st.columns(len(by_market), gap="medium"), by_market, strict=True):
        with column:
            st.markdown(markdown("**{name}**", name=part.title))
            charts.intervals(part.drawn, "name", "money", part.name)
            parts.captions(part)


def _depths(chosen: Chosen) -> None:
    part = depths.depths(cache.reading(), chosen)
    if not parts.headed(part, chosen):
        return
    charts.bars(part.drawn, "band", part.named("percent"), "percent", part.name)
    parts.captions(part)
