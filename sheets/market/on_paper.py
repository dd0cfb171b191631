"""Market context on paper."""

from dataclasses import replace

from analytics.kpis import kpis
from data.errors import BadRequest
from sheets import drawings, notes
from sheets.choice import Chosen
from sheets.market import glance, growth
from sheets.market.published import published
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.reading import Reading
from words import formats


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """Growth against the market, the index of the largest market, buyers who come back, published figures.

    Raises:
        BadRequest: nothing was ordered in the selection.
    """
    if not reading.ask(kpis, chosen.choice, period=chosen.period).loc["current", "orders"]:
        raise BadRequest(notes.nothing(reading, chosen))
    grown, loyal = glance.parts(reading, chosen)
    index = growth.index(reading, chosen)
    names = growth.series(index)
    said = glance.finding(grown, loyal)
    shown = growth.one(index, names[0]) if names else index
    parts = [
        drawings.above(grown, _gaps(grown)),
        drawings.above(
            shown,
            drawings.curves(
                shown, "starts_on", (growth.OWN, growth.MARKET), dotted=(growth.MARKET,), width=drawings.WHOLE
            ),
        ),
        loyal.quarters,
        loyal.markets,
        published(chosen),
    ]
    figures = glance.figures(grown, loyal)
    return printed(reading, chosen, glance.title(), parts, figures=figures, lines=[said] if said else [])


def _gaps(grown: Part) -> str:
    """Own growth less that of the market, in points, where it has an interval."""
    gaps = growth.gaps(grown)
    part = replace(grown, drawn=gaps)
    return drawings.whiskers(part, "name", ("low", "estimate", "high"), formats.points).picture
