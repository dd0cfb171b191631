"""The rows of a text file as a clean csv: data apart from titles, footers and broken rows."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from data.files.header import Claim
from data.files.headings import Headings, Part, first_cells
from data.files.records import UNCLOSED, Records
from data.sources.layout import Frame, Layout

csv.field_size_limit(1 << 27)
CUT = "the file ends in the middle of this row; copy or export it again"
MOST_ABOVE = 50  # lines that an export may say of itself before its header


@dataclass
class Rows:
    """What was read.

    Attributes:
        path: csv with the row's line number first, every cell quoted.
        seen: data rows, broken ones included.
        broken: rows that have no cell for every header, or too many: line number, reason, cells.
        frame: the lines around the rows.
        headings: numbers of the lines on which a header stands again.
        above: for each of those, the lines since the last row of full width, as text: what an export says before its header.
        unheld: numbers of rows with a value that no table of the store takes, known once landing has failed on them.
    """

    path: Path
    frame: Frame
    seen: int = 0
    broken: list[tuple[int, str, list[str]]] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    above: list[list[str]] = field(default_factory=list)
    unheld: list[int] = field(default_factory=list)


def read(text: Path, claim: Claim, known: Sequence[Layout], file_name: str, scratch: Path) -> tuple[Rows, Claim]:
    """Splits a decoded file into its rows; also the file's columns, those included that a later header adds.

    Args:
        known: the layouts whose headers may stand further down.
    """
    headings = Headings(claim, known, first_cells(text, claim))
    rows = _read(text, claim, headings, Rows(scratch / "rows.csv", Frame(file_name, [], [])))
    if headings.names != claim.names:  # once more, now that every row's width is known
        rows = _read(text, claim, headings, Rows(scratch / "rows.csv", Frame(file_name, [], [])))
    return rows, replace(claim, names=headings.names, spelled=headings.spelled)


def _read(text: Path, claim: Claim, headings: Headings, rows: Rows) -> Rows:
    with text.open(encoding="utf-8", newline="") as source, rows.path.open("w", encoding="utf-8", newline="") as sink:
        rows.frame.before.extend(line.rstrip("\r\n") for line in islice(source, claim.line))
        records = Records(source, claim.delimiter)
        records.next(len(claim.names))
        writer = csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows(_kept(records, claim, headings, rows))
    return rows


def _kept(records: Records, claim: Claim, headings: Headings, rows: Rows) -> Iterator[list[str]]:
    part, above = Part(claim.names), deque[str](maxlen=MOST_ABOVE)
    is_trimmed = False  # whether a row before leaves out its empty cells at the end
    while record := records.next(len(part.names)):
        cells, is_whole = record
        if not any(cell.strip() for cell in cells):
            continue
        if next_part := headings.again(cells):
            part = next_part
            rows.headings.append(claim.line + records.line)
            rows.above.append(list(above))
            above.clear()
            continue
        here = replace(claim, names=part.names) if part.names != claim.names else claim
        if len(cells) == len(part.names):
            above.clear()
        else:
            above.append(claim.delimiter.join(cells))
        if _stands_apart(cells, here):
            rows.frame.after.append(claim.delimiter.join(cells))
            rows.frame.totals.append(dict(zip(here.names, cells, strict=False)))
            continue
        rows.seen += 1
        line, is_short = claim.line + records.line, len(cells) < len(part.names)
        is_cut = is_short and records.is_last and rows.seen > 1 and not is_trimmed
        is_trimmed = is_trimmed or is_short
        fitted = None if part.reason or is_cut or not is_whole else _fitted(cells, len(part.names), here)
        if fitted is None:
            wide = f"the row has {len(cells)} cells where the header has {len(part.names)}"
            why = CUT if is_cut else wide if is_whole else UNCLOSED
            rows.broken.append((line, part.reason or why, cells))
        else:
            yield [str(line), *_placed(fitted, part, headings)]


def _placed(cells: list[str], part: Part, headings: Headings) -> Iterable[str]:
    """A row's cells under the file's columns. Breaks inside them become \n alone: the engine refuses a file that mixes line ends."""
    plain = (cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell for cell in cells)
    if part.names == headings.names:
        return plain
    under = dict(zip(part.names, plain, strict=True))
    return [under.get(name, "") for name in headings.names]


def _stands_apart(cells: list[str], claim: Claim) -> bool:
    footer, total = claim.layout.footer, claim.layout.total
    return (footer is not None and footer(cells)) or (
        total is not None and total(dict(zip(claim.names, cells, strict=False)))
    )


def _fitted(cells: list[str], wide: int, claim: Claim) -> list[str] | None:
    """The row at the header's width; None where it cannot be told which cell belongs where."""
    surplus = len(cells) - wide
    if surplus > 0 and not any(cell if claim.layout.blanks_are_cells else cell.strip() for cell in cells[wide:]):
        return cells[:wide]
    if surplus > 0:
        return _joined(cells, surplus, claim)
    # Exports leave out empty cells at a row's end; a row cut in the middle of the file's last line lacks more and is caught by its casts.
    return [*cells, *[""] * -surplus] if -surplus <= max(2, wide // 2) else None


def _joined(cells: list[str], surplus: int, claim: Claim) -> list[str] | None:
    """The row with surplus cells put back into the text that an unquoted separator cut."""
    for header in claim.layout.surplus:
        if header in claim.names:
            at = claim.names.index(header)
            row = [*cells[:at], claim.delimiter.join(cells[at : at + surplus + 1]), *cells[at + surplus + 1 :]]
            if claim.layout.fits is None or claim.layout.fits(dict(zip(claim.names, row, strict=True))):
                return row
    return None
