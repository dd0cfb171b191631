"""Revenge spending on paper."""

from dataclasses import replace

from analytics.kept import kept
from analytics.rebound.shop import MarketRebounds, market_rebounds
from analytics.results import CannotTell
from data.errors import BadRequest
from sheets import notes, sides
from sheets.choice import Chosen
from sheets.paper import printed
from sheets.part import Part
from sheets.reading import Reading
from sheets.rebound import course, evidence, market_comparison, markets, mix, shock, summary, verdicts
from sheets.rebound.comparison_sentences import sentences
from sheets.rebound.shock import Shown
from words import explanations, formats, labels
from words.messages import _

HEEDS = ("market", "channel", "tier")


def paper(reading: Reading, chosen: Chosen) -> bytes:
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
    parts = [
        course.decomposition(answer, shown),
        *_comparison(rebounds, shown),
        markets.table(rebounds.rebound.cuts),
        mix.tiers(rebounds, shown),
        mix.lasting(rebounds, shown),
        evidence.likely(answer),
        evidence.placebo(answer),
        evidence.checks(answer, "relative"),
        evidence.donors(rebounds, answer),
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
