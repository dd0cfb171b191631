"""Revenge spending."""

from dataclasses import replace

from analytics.rebound.answer.result import Answer
from analytics.rebound.shop import MarketRebounds
from pages.rebound import launch, market_comparison, shocks, why
from sheets import rebound
from sheets.choice import Chosen
from sheets.marks import CLOSED, CalendarMark
from sheets.part import Part
from sheets.rebound import channels, course, markets, mix, shock, summary, verdicts
from sheets.rebound.shock import Shown
from ui import background, cache, cards, charts, export, filters, header, marks, parts, states, tables, url
from ui.background import Job
from ui.charts import Mark
from ui.screen import st
from words.messages import _

HEEDS = rebound.HEEDS
USUAL = 20.0  # seconds on an idle machine


def render() -> None:
    """How much of the rebound is more than would have been sold anyway, and what of it stays?"""
    st.title(_("Revenge spending"))
    chosen = filters.bar(*HEEDS)
    header.line(chosen, paper="rebound")
    if not filters.known("market"):
        states.nothing(chosen)
        return
    _shock(chosen)
    launch.shown(chosen)


def _shock(chosen: Chosen) -> None:
    shown = shocks.shown(chosen)
    if shown is None:
        return
    rebounds = background.rebound(shown.question)
    if isinstance(rebounds, Job) or shown.market not in rebounds.rebound.answers:
        _no_answer(rebounds, shown, chosen)
        return

    answer = rebounds.of(shown.market)
    _glance(answer, markets.together(rebounds.rebound.cuts))
    st.caption(shock.basis(shown.question))
    _course(rebounds, shown, chosen)
    market_comparison.comparison(rebounds, shown, chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        _gap(answer, shown, chosen)
    with right:
        _decomposition(answer, shown, chosen)
    _markets(rebounds, chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        _tiers(rebounds, shown, chosen)
    with right:
        _lasting(rebounds, shown, chosen)
    _channels(rebounds, shown, chosen)
    _scenario(rebounds, shown, chosen)
    why.likely(answer, chosen)
    left, right = st.columns(2, gap="medium")
    with left:
        why.placebo(answer, chosen)
    with right:
        why.checks(answer, chosen)
    why.donors(rebounds, answer)


def _no_answer(rebounds: MarketRebounds | Job, shown: Shown, chosen: Chosen) -> None:
    if not isinstance(rebounds, Job):
        states.empty(markets.too_little())
        return
    background.waiting(rebounds, _("Estimating the no-shock scenario"), USUAL)
    if rebounds.refused is not None or rebounds.fault is not None:
        return
    sold = course.sold(cache.reading(), shown, chosen)
    st.header(sold.title, anchor=False)
    calendar = _calendar(shown, chosen, sold)
    charts.lines(sold.drawn, "week", sold.named("money"), "money", sold.name, marks=_marks(shown), calendar=calendar)
    for title in (course.gap_title(), markets.title()):
        st.header(title, anchor=False)
        st.skeleton(height=220)


def _marks(shown: Shown) -> list[Mark]:
    return [Mark(_("closed"), str(one.start), str(one.reopen)) for one in shown.closures]


def _calendar(shown: Shown, chosen: Chosen, part: Part) -> list[CalendarMark]:
    return marks.of(_own(shown, chosen), part.drawn["week"], without=CLOSED)


def _own(shown: Shown, chosen: Chosen) -> Chosen:
    """The choice with the market that is told of, whichever are chosen."""
    return replace(chosen, choice=replace(chosen.choice, market=(shown.market,)))


def _glance(answer: Answer, all_markets: str) -> None:
    """Six cards; a paragraph for the meeting, with what all markets came to, and one for the analyst."""
    cards.row(verdicts.figures(answer), 3, 230)
    st.markdown(summary.executive(answer))
    if all_markets:
        st.markdown(all_markets)
    st.caption(summary.analyst(answer))


def _course(rebounds: MarketRebounds, shown: Shown, chosen: Chosen) -> None:
    part = marks.noted(_own(shown, chosen), course.course(rebounds, shown), "week")
    export.part(part, chosen)
    names = {"estimate": course.expected(), "actual": _("Actual")}
    calendar = _calendar(shown, chosen, part)
    charts.band(part.drawn, "week", names, "money", "rebound_course", marks=_marks(shown), calendar=calendar)


def _gap(answer: Answer, shown: Shown, chosen: Chosen) -> None:
    part = marks.noted(_own(shown, chosen), course.gap(answer, shown), "week")
    export.part(part, chosen)
    names = {"estimate": course.gap_line()}
    calendar = _calendar(shown, chosen, part)
    charts.band(part.drawn, "week", names, "money", part.name, marks=_marks(shown), calendar=calendar)
    parts.captions(part)


def _decomposition(answer: Answer, shown: Shown, chosen: Chosen) -> None:
    part = course.decomposition(answer, shown)
    if parts.headed(part, chosen):
        charts.intervals(part.drawn, "name", "money", "rebound_split")
        parts.captions(part)


def _markets(rebounds: MarketRebounds, chosen: Chosen) -> None:
    table = markets.table(rebounds.rebound.cuts)
    export.part(table, chosen)
    names = markets.grids()
    column = url.one(
        st.segmented_control, _("Shown"), list(names), "rebound_shown", "relative", format_func=names.__getitem__
    )
    _grid(markets.grid(rebounds.rebound.cuts, column))
    tables.show(table.drawn, table.name, **table.columns)
    parts.captions(table)


def _grid(part: Part) -> None:
    if part.drawn.empty:
        states.empty(part.empty)
        return
    charts.heatmap(part.drawn, "tier", "market", "share", "percent", part.name, middle=0.0)
    parts.captions(part)


def _tiers(rebounds: MarketRebounds, shown: Shown, chosen: Chosen) -> None:
    part = mix.tiers(rebounds, shown)
    export.part(part, chosen)
    charts.bars(part.drawn, "phase", part.named("percent"), "percent", part.name, stacked=True)
    parts.captions(part)


def _lasting(rebounds: MarketRebounds, shown: Shown, chosen: Chosen) -> None:
    part = mix.lasting(rebounds, shown)
    if parts.headed(part, chosen):
        charts.intervals(part.drawn, "name", "percent", part.name)
        parts.captions(part)


def _channels(rebounds: MarketRebounds, shown: Shown, chosen: Chosen) -> None:
    part = channels.channels(rebounds, shown)
    if parts.headed(part, chosen):
        charts.intervals(part.drawn, "name", "money", part.name)
        parts.captions(part)


def _scenario(rebounds: MarketRebounds, shown: Shown, chosen: Chosen) -> None:
    part = marks.noted(_own(shown, chosen), course.scenario(rebounds, shown), "week")
    if part.drawn.empty:
        st.header(part.title, anchor=False)
        states.empty(part.empty)
        return
    export.part(part, chosen)
    calendar = _calendar(shown, chosen, part)
    charts.fan(part.drawn, "week", _("Scenario"), "money", part.name, calendar=calendar)
    parts.captions(part)
