"""Revenge spending on paper."""

from dataclasses import replace

from analytics.kept import kept
from analytics.launch import Launch, Opening
from analytics.launch import launch as launched
from analytics.rebound.answer.result import Answer
from analytics.rebound.shop import MarketRebounds, market_rebounds
from analytics.results import CannotTell
from data.errors import BadRequest
from sheets import drawings, intervals, notes, sides
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.reading import Reading
from sheets.rebound import channels, course, evidence, launch, market_comparison, markets, mix, shock, summary, verdicts
from sheets.rebound.comparison_sentences import sentences
from sheets.rebound.shock import Shown
from words import explanations, formats, labels
from words.messages import _

HEEDS = ("market", "channel", "tier", "marks")


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """The first closure of the market that sells most: what it cost, what came back, where, and why that may be believed.

    Raises:
        BadRequest: no shop was closed in the selection, or the data cannot tell what that did.
    """
    if not sides.markets(reading):
        raise BadRequest(notes.nothing(reading, chosen))
    shown = shock.by_default(reading, chosen)
    if shown is None:
        raise BadRequest(_("The calendar has no closed shops in this selection. Clear a filter."))
    rebounds = _answer(reading, shown)
    answer = rebounds.of(shown.market)
    parts: list[Part | list[Part]] = [
        [_course(rebounds, shown), _gap(answer, shown)],
        course.decomposition(answer, shown),
        *_comparison(rebounds, shown),
        markets.table(rebounds.rebound.cuts),
        mix.tiers(rebounds, shown),
        mix.lasting(rebounds, shown),
        channels.channels(rebounds, shown),
        evidence.likely(answer),
        evidence.placebo(answer),
        evidence.checks(answer, "relative"),
        evidence.donors(rebounds, answer),
        *_launch(reading, chosen),
    ]
    lines = [
        _asked(shown),
        *(summary.executive(answer), markets.together(rebounds.rebound.cuts), summary.analyst(answer)),
        shock.basis(shown.question),
    ]
    return printed(reading, chosen, _("Revenge spending"), parts, figures=verdicts.figures(answer), lines=lines)


def _answer(reading: Reading, shown: Shown) -> MarketRebounds:
    """The answer kept in the store; computed and kept where there is none, which takes half a minute."""
    store, question = reading.store, shown.question
    try:
        rebounds = kept(store, MarketRebounds, (question,), lambda: market_rebounds(store, question))
    except CannotTell as untold:
        raise BadRequest(explanations.sentence(untold.reason)) from untold
    if shown.market not in rebounds.rebound.answers:
        raise BadRequest(markets.too_little())
    return rebounds


def _launch(reading: Reading, chosen: Chosen) -> list[Part | list[Part]]:
    """Whether the channel that began last paid; nothing where none began, or where that cannot be told."""
    known = launch.begun(reading, chosen)
    if not known:
        return []
    channel, on = next(iter(known.items()))
    opening = Opening(channel, on, replace(chosen.choice, channel=()))
    try:
        found = kept(reading.store, Launch, (opening,), lambda: launched(reading.store, opening))
    except CannotTell:
        return []
    said = (launch.finding(found), launch.step(found), *launch.reasons(found))
    first = intervals.listed(launch.title(), "launch_figures", launch.figures(found), captions=said)
    drawn = [
        drawings.curves(part, "week", ["actual", "estimate"]) for part in [launch.course(found)] if len(part.drawn)
    ]
    return [first, *drawn, launch.customers(found), launch.parts(found), launch.likely(found)]


def _course(rebounds: MarketRebounds, shown: Shown) -> Part:
    part = course.course(rebounds, shown)
    columns: Columns = {"week": (_("Week"), "day"), "actual": (_("Actual"), "money"), **_expected(course.expected())}
    return drawings.curves(replace(part, columns=columns), "week", list(columns)[1:], dotted=list(columns)[2:])


def _gap(answer: Answer, shown: Shown) -> Part:
    part = course.gap(answer, shown)
    columns: Columns = {"week": (_("Week"), "day"), **_expected(course.gap_line())}
    return drawings.curves(replace(part, columns=columns), "week", list(columns)[1:], dotted=list(columns)[2:])


def _expected(name: str) -> Columns:
    """An estimate with the ends of its interval."""
    return {
        "estimate": (name, "money"),
        "low": (_("95% interval, low"), "money"),
        "high": (_("95% interval, high"), "money"),
    }


def _asked(shown: Shown) -> str:
    """Which market and when it was closed."""
    closed = ", ".join(formats.period(one.start, one.reopen) for one in shown.closures)
    return " · ".join([labels.market(shown.market), _("closed"), closed])


def _comparison(rebounds: MarketRebounds, shown: Shown) -> list[Part]:
    """Own sales over the periods of each retail series that is compared; none where none was loaded."""
    series = market_comparison.answered(rebounds.benchmarks_of(shown.market))
    if not series:
        return []
    table = market_comparison.comparison(series, series[0], shown)
    title = market_comparison.course(rebounds, shown, series).title
    return [replace(table, title=title, captions=(*sentences(series[0]), *table.captions))]
