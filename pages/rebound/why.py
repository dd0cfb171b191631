"""Why the answer on a shock may be believed, or not."""

from analytics.rebound.answer.result import Answer
from analytics.rebound.shop import MarketRebounds
from sheets.choice import Chosen
from sheets.rebound import evidence
from ui import charts, export, parts, states, url
from ui.screen import st
from words.messages import _


def likely(answer: Answer, chosen: Chosen) -> None:
    """How likely each statement on the level and on what came back is."""
    part = evidence.likely(answer)
    if parts.headed(part, chosen):
        charts.ranked(part.drawn, "name", "probability", "percent", part.name)
        parts.captions(part)


def placebo(answer: Answer, chosen: Chosen) -> None:
    """What the model finds at dates when nothing happened."""
    part = evidence.placebo(answer)
    if parts.headed(part, chosen):
        charts.bars(part.drawn, "effect", part.named("number"), "number", part.name, stacked=True)
        parts.captions(part)


def checks(answer: Answer, chosen: Chosen) -> None:
    """The answer with other dates, another history, another model."""
    names = evidence.compared()
    export.part(evidence.checks(answer, "relative"), chosen)
    picked = url.one(
        st.segmented_control, _("Compared"), list(names), "rebound_check", "relative", format_func=names.__getitem__
    )
    part = evidence.checks(answer, picked)
    if part.drawn.empty:
        states.empty(part.empty)
        return
    charts.intervals(part.drawn, "name", "money" if picked == "excess" else "percent", part.name)
    parts.captions(part)


def donors(rebounds: MarketRebounds, answer: Answer) -> None:
    """What stayed open, and how far the model follows it."""
    part = evidence.donors(rebounds, answer)
    st.header(part.title, anchor=False)
    if len(part.drawn):
        charts.ranked(part.drawn, "market", "weight", "number", part.name)
    parts.captions(part)
