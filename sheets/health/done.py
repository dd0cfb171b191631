"""What readers did, for the operator: who signed in, exported, loaded or noted, and how many persons from China went along."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from data.access import record
from sheets.columns import Columns
from sheets.part import Part
from words import formats, labels
from words.messages import _

NEWEST = 500  # deeds shown
CHINA = "CN"


def done(home: Path) -> Part:
    """The last deeds, the newest on top."""
    newest = record.deeds(home)[::-1][:NEWEST]
    table = pd.DataFrame(
        [(deed.at, deed.who, deed.role, deed.did, deed.what, deed.persons) for deed in newest],
        columns=["at", "who", "role", "did", "what", "persons"],
    )
    drawn = table.assign(
        at=[text[:16].replace("T", " ") for text in table["at"]],
        who=[name or _("nobody signs in") for name in table["who"]],
        role=[labels.named("role", code) for code in table["role"]],
        did=[labels.named("deed", code) for code in table["did"]],
    )
    columns: Columns = {
        "at": (_("When (UTC)"), "text"),
        "who": (_("Who"), "text"),
        "role": (_("Role"), "text"),
        "did": (_("What was done"), "text"),
        "what": (_("To what"), "text"),
    }
    return Part(_("What was done here"), "done", table, drawn, columns=columns, empty=_("Nothing was done yet."))


def persons(home: Path) -> tuple[str, bool]:
    """How many persons from China were in the exports of this calendar year, as a sentence, and whether that is near the bound."""
    held, year = record.deeds(home), datetime.now(UTC).year
    count = record.persons(held, year)
    told = _(
        "Exports of {year} held rows of at most {n} persons from China: each order of a list counts as one person, anew in every export. "
        "From {most} a year on, sending them out of China may have to be filed.",
        year=str(year),
        n=formats.number(count),
        most=formats.number(record.MOST_PERSONS),
    )
    if uncounted := record.uncounted(held, year):
        told += " " + _("Months of all pages, whose persons are not counted: {n}.", n=formats.number(uncounted))
    return told, count >= record.NEAR * record.MOST_PERSONS


def openings(home: Path) -> str:
    """How often pages were opened this calendar year by who sees figures of single persons, as a sentence; empty where nobody did."""
    year = datetime.now(UTC).year
    times, readers = record.openings(record.deeds(home), year)
    if not times:
        return ""
    return _(
        "Pages opened in {year} by readers without a smallest cell, who see figures of single persons: {n}. Readers: {readers}.",
        year=str(year),
        n=formats.number(times),
        readers=formats.number(readers),
    )


def changed(home: Path) -> str:
    """That the record is not as it was written, as a sentence; empty where it is."""
    return (
        ""
        if record.is_whole(home)
        else _("The record was changed by another program: lines are missing or not as they were written.")
    )


def from_china(tables: Iterable[pd.DataFrame]) -> int:
    """Persons from China whose rows stand in these tables, at most: a table of orders has a row of each, any other is of no person."""
    orders: set[str] = set()
    for table in tables:
        if {"order_id", "market"} <= set(table.columns):
            orders |= set(table.loc[table["market"] == CHINA, "order_id"].dropna().astype(str))
    return len(orders)
