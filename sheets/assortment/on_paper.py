"""Assortment and markdowns on paper."""

from dataclasses import replace

from data.errors import BadRequest
from sheets import drawings, notes, overview, withheld
from sheets.assortment import ladder, price_share, rules, seasons
from sheets.choice import Chosen
from sheets.paper import Sheet, printed
from sheets.part import Part
from sheets.past import Past, past, sentences
from sheets.reading import Reading
from words import formats

SHARES = ("full_price_share", "full_price_share_before")


def paper(reading: Reading, chosen: Chosen) -> Sheet:
    """The finding, the course of full price, ladders, prices, seasons, and what is to check.

    Raises:
        BadRequest: nothing was ordered in the selection.
    """
    held = past(reading, chosen)
    numbers = overview.headline(reading, chosen, held).drawn
    if not numbers.loc["current", "orders"]:
        raise BadRequest(notes.nothing(reading, chosen))
    course = price_share.course(reading, held)
    parts = [
        drawings.above(course, drawings.curves(course, "bucket", SHARES, dotted=SHARES[1:], width=drawings.WHOLE)),
        withheld.part(_ladder, reading, held, title=ladder.title()),
        *(withheld.part(ladder.by, reading, held, column, title=ladder.by_title(column)) for column in ladder.CUTS),
        drawings.whiskers(
            ladder.prices(reading, held), "name", ("change_low", "change", "change_high"), formats.change
        ),
        *withheld.parts(_seasons, reading, held),
        withheld.part(rules.lowest, reading, held),
        withheld.part(rules.bans, reading, held),
    ]
    said = price_share.finding(numbers, price_share.doubts(reading, held), held)
    lines = [*sentences(reading, chosen, held), *([said] if said else [])]
    cards = price_share.glance(reading, chosen, held)
    return printed(reading, chosen, price_share.title(), parts, figures=cards, lines=lines)


def _seasons(reading: Reading, held: Past) -> list[Part]:
    found = seasons.pace(reading, held)
    curves, discounts = (seasons.on_paper(make(found)) for make in (seasons.curves, seasons.discounts))
    return [curves, discounts, seasons.table(found)]


def _ladder(reading: Reading, held: Past) -> Part:
    """With a bar a step above the table, the total left out."""
    part = ladder.ladder(reading, held)
    steps = replace(part, drawn=part.drawn[part.drawn["band"] != "all"]) if len(part.drawn) else part
    return drawings.above(part, drawings.bars(steps, "name", "net_eur").picture)
