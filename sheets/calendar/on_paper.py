"""Calendar and events on paper."""

from dataclasses import replace

from data.errors import BadRequest
from sheets import drawings, withheld
from sheets.calendar import after, days, event, league, noted, promotions
from sheets.choice import Chosen
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.reading import Reading
from words.messages import _


def title() -> str:
    """What the page is called."""
    return _("Calendar & events")


def paper(reading: Reading, chosen: Chosen, code: str = "", year: int | None = None) -> Sheet:
    """An event year beside year, the days after it, promotions of its days, and the notes.

    Args:
        code: of the event; empty for the last one that is over.
        year: told of; None for the last that is over.

    Raises:
        BadRequest: no such event, or the data hold no whole window of it, or not in that year.
    """
    shown = event.told(reading, chosen, code or event.usual(reading, chosen), year)
    if shown.year is None or (year is not None and shown.year != year):
        raise BadRequest(event.nothing(shown, year))
    held = league.headline(reading, chosen, shown)
    race = days.race(reading, chosen, shown)
    parts: list[Part | list[Part]] = [
        league.league(reading, chosen, shown),
        league.moves(reading, chosen, shown),
        [_drawn(days.overlay(reading, chosen, shown)), _drawn(race)],
        replace(days.steps(race), title=""),
        withheld.part(after.after, reading, chosen, shown, title=after.title()),
        promotions.promotions(reading, chosen, shown),
        noted.noted(reading, chosen),
    ]
    lines = [league.finding(chosen, held, shown), event.days(shown), *event.untold(shown)]
    return printed(reading, chosen, title(), parts, figures=league.cards(chosen, held, shown), lines=lines)


def _drawn(part: Part) -> Part:
    """Years as lines, the earlier ones dotted."""
    years = list(part.named("money"))
    return drawings.curves(part, "days", years, dotted=years[1:])
