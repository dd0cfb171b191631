"""Assortment and markdowns on paper."""

from dataclasses import replace

from analytics.results import refused
from data.errors import BadRequest, OutOfReach
from sheets import drawings, notes, overview, withheld
from sheets.assortment import ladder, price_share, rules, seasons, stock, through
from sheets.choice import Chosen
from sheets.models import unanswered
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
        *_stock(reading, held),
    ]
    said = price_share.finding(numbers, price_share.doubts(reading, held), held)
    lines = [*sentences(reading, chosen, held), *filter(None, [said, *_findings(reading, held)])]
    cards = price_share.glance(reading, chosen, held)
    return printed(reading, chosen, price_share.title(), parts, figures=cards, lines=lines)


def _seasons(reading: Reading, held: Past) -> list[Part]:
    found = seasons.pace(reading, held)
    curves, discounts = (seasons.on_paper(make(found)) for make in (seasons.curves, seasons.discounts))
    return [curves, discounts, seasons.table(found)]


def _stock(reading: Reading, held: Past) -> list[Part]:
    """Sell-through and what is left; where the reader may not see them, one part that says why."""
    try:
        found = through.through(reading, held)
        curves = drawings.curves(
            through.curves(found, held), "week", list(found.seasons["season"]), width=drawings.WHOLE
        )
        cuts = [through.by(reading, held, found, column) for column in through.CUTS] if found.has_receipts else []
        lying = [stock.left(reading, held, column) for column in stock.CUTS]
        lying = lying if len(lying[0].drawn) else lying[:1]
        lying = [drawings.bars(part, "name", "units") if len(part.drawn) else part for part in lying]
        return [curves, through.table(found), *cuts, *lying, *([stock.places(reading, held)] if len(lying) > 1 else [])]
    except OutOfReach as error:
        return [unanswered(stock.section(), refused(error))]


def _findings(reading: Reading, held: Past) -> list[str]:
    try:
        return [stock.finding(stock.left_by(reading, held)), through.finding(through.through(reading, held))]
    except OutOfReach:
        return []


def _ladder(reading: Reading, held: Past) -> Part:
    """With a bar a step above the table, the total left out."""
    part = ladder.ladder(reading, held)
    steps = replace(part, drawn=part.drawn[part.drawn["band"] != "all"]) if len(part.drawn) else part
    return drawings.above(part, drawings.bars(steps, "name", "net_eur").picture)
