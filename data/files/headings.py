"""Headers that stand again below the first: exports joined end to end, of other generations or other systems."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.files import header
from data.files.header import Claim
from data.sources.layout import Layout

FEWEST = 2  # names of headers in one row that make it worth a closer look
APART = "load the two exports as files of their own"


@dataclass(frozen=True)
class Part:
    """The rows under one header.

    Attributes:
        names: the layout's names for this header's cells, in its own order.
        reason: why the rows below it cannot be read with the rest of the file; empty where they can.
    """

    names: tuple[str, ...]
    reason: str = ""


class Headings:
    """The headers of a file, met one after the other.

    Attributes:
        names: what all headers of the file's layout name together, in the order met: the columns of the file.
        spelled: the same as the file has them.
    """

    def __init__(self, claim: Claim, known: Sequence[Layout], first: Iterable[str]) -> None:
        self._claim, self._known = claim, known
        self._words = words(known) | {cell.strip() for cell in first}
        self.names, self.spelled = claim.names, claim.spelled

    def again(self, cells: Sequence[str]) -> Part | None:
        """The part that begins where the row is a header; None for a row of data."""
        if len(self._words.intersection(cells)) < FEWEST:
            return None
        spelled = [header.normalised(cell) for cell in cells]
        if same := header.claim(self._claim.layout, 0, self._claim.delimiter, spelled):
            return self._of_this_layout(same)
        if other := next((layout for layout in self._known if header.claim(layout, 0, "", spelled)), None):
            return Part((), f"it stands below a second header, of {other.name}; {APART}")
        return None

    def _of_this_layout(self, same: Claim) -> Part:
        if same.currency != self._claim.currency:
            return Part((), f"it stands below a second header, which states another currency; {APART}")
        more = [at for at, name in enumerate(same.names) if name not in self.names]
        self.names += tuple(same.names[at] for at in more)
        self.spelled += tuple(same.spelled[at] for at in more)
        return Part(same.names)


def words(known: Iterable[Layout]) -> frozenset[str]:
    """Every name without which a header is claimed by none of these layouts."""
    return frozenset(name for layout in known for name in layout.required)


def first_cells(text: Path, claim: Claim) -> list[str]:
    """The cells of the first header as they stand in the file."""
    with text.open(encoding="utf-8", newline="") as source:
        for _ in range(claim.line):
            source.readline()
        return next(csv.reader(source, delimiter=claim.delimiter), [])
