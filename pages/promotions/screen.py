"""Promotions: which create margin, and which give it away."""

from collections.abc import Callable

from analytics.promotions.effect.scores import PromotionScores, promotion_scores
from pages.promotions import one_promotion
from sheets import promotions
from sheets.choice import Chosen
from sheets.promotions import depths, likely, margins, scorecard
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
    header.line(chosen, paper="promotions")
    with st.spinner(_("Comparing customers with the control group, and sales with their usual course …")):
        scores = ask(promotion_scores, chosen.choice)
    if scores.table.empty:
        states.empty(scorecard.nothing())
        return
    scores = _ran(scores, chosen)
    if scores.table.empty:
        states.empty(scorecard.none_ran())
        return

    _finding(scores)
    parts.table(scorecard.league(scores), chosen, _opened(scores))
    st.caption(scorecard.scope(cache.reading(), scores, chosen))
    with states.guarded():
        one_promotion.promotion(scores, chosen)
    with states.guarded():
        _depths(chosen)
    with st.expander(_("How do we know?"), icon=":material/rule:"):
        cards.row(scorecard.glance(scores), 4, 165)
        _margins(scores, chosen)


def _finding(scores: PromotionScores) -> None:
    """One sentence, one step, one picture."""
    if said := likely.finding(scores):
        st.markdown(said)
        st.markdown(likely.step(scores))
    part = likely.drawn(scores)
    if parts.titled(part):
        charts.intervals(part.drawn, "name", "money", part.name)
        parts.captions(part)


def _opened(scores: PromotionScores) -> Callable[[int], None]:
    """What a click on a row does: the promotion is shown closely."""
    names = scores.table["promotion_id"].tolist()

    def opened(place: int) -> None:
        st.session_state["promotion"] = names[place]

    return opened


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
