"""Where the header stands and whose layout it is: decided by the set of names, never by position or file name."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.errors import Unclaimed
from data.files import nearest
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
        spelled: the same names as the file has them.
        currency: what a header states, as `Amount spent (EUR)` does.
        line: lines before the header.
        score: share of the layout's known names that the file has.
        instead_of: the user's mapping that claims the file too, where a layout knows the same rows of its system better.
    """

    layout: Layout
    names: tuple[str, ...]
    currency: str | None
    line: int
    delimiter: str
    score: float
    instead_of: str | None = None
    spelled: tuple[str, ...] = ()

    def twins(self) -> tuple[tuple[int, int], ...]:
        """Pairs of places under one name, of which the layout reads the first alone; in other letters too, where none is the layout's own name."""
        read = {at for at, name in enumerate(self.names) if self.layout.staged(name)}
        places: dict[str, list[int]] = {}
        for at, name in enumerate(self.spelled):
            if name:
                places.setdefault(name.casefold(), []).append(at)
        pairs = [(first, other) for same in places.values() for first in same for other in same if other not in read]
        return tuple((first, other) for first, other in pairs if first in read and self._is_twin(first, other))

    def _is_twin(self, first: int, other: int) -> bool:
        own = self.spelled[first]
        return self.spelled[other] == own or own != self.names[first]


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
        raise Unclaimed(nearest.sentence([cells for _, _, cells in candidates], layouts))
    # Exports joined end to end begin at their first header, though a later one may know more columns.
    first = min(entry.line for entry in claims)
    claims = [entry for entry in claims if entry.line == first]
    given = [entry for entry in claims if entry.layout.is_given]
    return _before_ours(_fullest(given), claims) if given else _fullest(claims)


def _before_ours(given: Claim, claims: Sequence[Claim]) -> Claim:
    """What the user describes, unless a layout coded for the same rows of the same system knows more of the file's columns."""
    alike = [entry for entry in claims if _is_coded_alike(entry.layout, given.layout) and _known(entry) > _known(given)]
    if not alike:
        return given
    known = _fullest(alike)
    return replace(known, currency=known.currency or given.layout.currency, instead_of=given.layout.name)


def _is_coded_alike(layout: Layout, given: Layout) -> bool:
    return not layout.is_mapped and (layout.system, layout.landing) == (given.system, given.landing)


def _fullest(claims: Iterable[Claim]) -> Claim:
    """The claim that knows most of the columns; a file that is part of another one by one mapping may stand for itself by a second."""
    return max(claims, key=lambda entry: (entry.layout.part_of is None, _known(entry), len(entry.layout.required)))


def claim(layout: Layout, line: int, delimiter: str, cells: list[str]) -> Claim | None:
    """The layout's claim on a row of normalised cells; None where a required name is missing."""
    if len(cells) < len(layout.required) or not layout.unmistakable.issubset(cells):
        return None
    names, currency = layout.canonical(cells)
    if not layout.required <= set(names):
        return None
    known = layout.required | layout.optional
    score = len(known & set(names)) / max(1, len(known))
    return Claim(layout, tuple(_unique(names)), currency, line, delimiter, score, spelled=tuple(cells))


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
        key = name or f"column {at + 1}"
        seen[key] = seen.get(key, 0) + 1
        unique.append(key if seen[key] == 1 else f"{name} ({seen[key]})")
    return unique
