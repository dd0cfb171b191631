"""Where the header stands and whose layout it is: decided by the set of names, never by position or file name."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.errors import Unclaimed
from data.sources.layout import Layout

DELIMITERS = (",", ";", "\t", "|")
DEEPEST = 30
LONGEST = 1 << 20  # characters of one line that is looked at
WIDEST = 2_000  # cells of a header; a line of a million separators is none, and would be compared for minutes


@dataclass(frozen=True)
class Claim:
    """A layout that claims the file.

    Attributes:
        names: the layout's names for the header's cells, in file order; unique and never empty.
        currency: what a header states, as `Amount spent (EUR)` does.
        line: lines before the header.
        score: share of the layout's known names that the file has.
    """

    layout: Layout
    names: tuple[str, ...]
    currency: str | None
    line: int
    delimiter: str
    score: float


def normalised(cell: str) -> str:
    """A header name as layouts spell it: NFKC (`（元）` is `(元)`), without quotes, marks and surplus blanks."""
    plain = unicodedata.normalize("NFKC", cell).replace("\ufeff", "").strip(" \t\r\n\"'`")
    return re.sub(r"\s+", " ", plain)


def find(path: Path, layouts: Sequence[Layout]) -> Claim:
    """The layout whose header is among the first lines of a text file.

    Raises:
        Unclaimed: none has all of its required names.
    """
    with path.open(encoding="utf-8", newline="") as handle:
        lines = [line for _ in range(DEEPEST) if (line := handle.readline(LONGEST))]
    rows = [
        (number, delimiter, _cells(line, delimiter)) for number, line in enumerate(lines) for delimiter in DELIMITERS
    ]
    return best([(number, delimiter, cells) for number, delimiter, cells in rows if 1 < len(cells) <= WIDEST], layouts)


def best(rows: Iterable[tuple[int, str, list[str]]], layouts: Sequence[Layout]) -> Claim:
    """The best claim on any of the candidate header rows `(line, delimiter, normalised cells)`."""
    candidates = list(rows)
    claims = [entry for row in candidates for layout in layouts if (entry := claim(layout, *row))]
    if not claims:
        raise Unclaimed(_nearest(candidates, layouts))
    # Exports joined end to end begin at their first header, though a later one may know more columns.
    first = min(entry.line for entry in claims)
    return max(
        (entry for entry in claims if entry.line == first),
        key=lambda entry: (_known(entry), len(entry.layout.required)),
    )


def claim(layout: Layout, line: int, delimiter: str, cells: list[str]) -> Claim | None:
    """The layout's claim on a row of normalised cells; None where a required name is missing."""
    names, currency = layout.canonical(cells)
    if not layout.required <= set(names):
        return None
    known = layout.required | layout.optional
    score = len(known & set(names)) / max(1, len(known))
    return Claim(layout, tuple(_unique(names)), currency, line, delimiter, score)


def _known(entry: Claim) -> int:
    return len((entry.layout.required | entry.layout.optional) & set(entry.names))


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [normalised(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _unique(names: Sequence[str]) -> list[str]:
    """A name for every column: an empty one is numbered, a repeated one gets its count."""
    seen: dict[str, int] = {}
    unique = []
    for at, name in enumerate(names):
        key = (name or f"column {at + 1}").lower()
        seen[key] = seen.get(key, 0) + 1
        unique.append((name or f"column {at + 1}") if seen[key] == 1 else f"{name} ({seen[key]})")
    return unique


def _nearest(rows: Sequence[tuple[int, str, list[str]]], layouts: Sequence[Layout]) -> str:
    shares = [
        (
            len(layout.required & set(layout.canonical(cells)[0])) / len(layout.required),
            layout,
            set(layout.canonical(cells)[0]),
        )
        for _, _, cells in rows
        for layout in layouts
    ]
    share, layout, names = max(shares, key=lambda share_of_layout: share_of_layout[0], default=(0.0, None, set()))
    if layout is None or share == 0:
        return "no layout claims it: no line of its first 30 looks like a header known here; describe it in a mapping (--mapping)"
    missing = ", ".join(sorted(layout.required - names))
    return f"no layout claims it; the nearest is {layout.name}, and {missing} is missing; export it whole or describe it in a mapping"
