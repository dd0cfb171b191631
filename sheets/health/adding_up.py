"""What does not add up, or had to be left out."""

from dataclasses import dataclass

import pandas as pd

from analytics.health import checks
from sheets.columns import Columns
from sheets.part import Part
from sheets.reading import Reading
from words import formats, messages
from words.messages import _, plural

KINDS = ("wrong", "partial", "note")  # of checks that fail, the worst first


@dataclass(frozen=True)
class Failed:
    """A check that failed.

    Attributes:
        kind: one of `KINDS`.
        name: the kind in the reader's words.
        title, meaning: what fails, and what it means.
        rows: how many rows fail, written; and which share of all, where that is known.
    """

    kind: str
    name: str
    title: str
    rows: str
    meaning: str


def checked(reading: Reading) -> Part:
    """Every check; drawn with the kind's name and how many rows fail."""
    table = reading.fact(checks, language=messages.language())
    kinds = _kinds()
    drawn = table.assign(name=table["kind"].map(kinds), failing=[*map(_failing, table["rows"], table["share"])])
    columns: Columns = {
        "name": (_("Kind"), "text"),
        "title": (_("Check"), "text"),
        "failing": (_("Rows"), "text"),
        "meaning": (_("Meaning"), "text"),
    }
    return Part(_("Do the numbers add up?"), "checks", table, drawn, columns=columns)


def failed_rows(part: Part) -> pd.DataFrame:
    """The rows of checks that fail, the worst kind first."""
    rows = part.drawn[~part.drawn["passed"]]
    return rows.sort_values("kind", key=lambda kinds: kinds.map(KINDS.index), kind="stable")


def failed(part: Part) -> list[Failed]:
    """The checks that fail, the worst kind first."""
    rows = failed_rows(part).to_dict("records")
    return [Failed(row["kind"], row["name"], row["title"], row["failing"], row["meaning"]) for row in rows]


def _kinds() -> dict[str, str]:
    return {"wrong": _("Wrong"), "partial": _("Partial"), "note": _("Note")}


def _failing(rows: int, share: float | None) -> str:
    """How many rows fail, and their share of all where that is known."""
    if share is None or formats.missing(share):
        return formats.number(rows)
    return f"{formats.number(rows)} ({formats.percent(share, 1 if share >= 0.001 else 3)})"


def passed(part: Part) -> list[str]:
    """The titles of the checks that nothing fails."""
    return list(part.drawn.loc[part.drawn["passed"], "title"])


def passed_title(part: Part) -> str:
    """How many checks nothing fails."""
    n = len(passed(part))
    return plural("{n} check passed", "{n} checks passed", n)
