"""The rows of a text file as a clean csv: data apart from titles, footers and broken rows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from data.files.header import Found
from data.sources.layout import Frame

csv.field_size_limit(1 << 27)


@dataclass
class Rows:
    """What was read.

    Attributes:
        path: csv with the row's line number first, every cell quoted.
        seen: data rows, broken ones included.
        broken: rows that have no cell for every header, or too many: line number, reason, cells.
        frame: the lines around the rows.
        unheld: numbers of rows with a value that no table of the store takes, known once landing has failed on them.
    """

    path: Path
    frame: Frame
    seen: int = 0
    broken: list[tuple[int, str, list[str]]] = field(default_factory=list)
    unheld: list[int] = field(default_factory=list)


def read(text: Path, found: Found, file_name: str, scratch: Path) -> Rows:
    """Splits a decoded file into its rows."""
    rows = Rows(scratch / "rows.csv", Frame(file_name, [], []))
    with text.open(encoding="utf-8", newline="") as source, rows.path.open("w", encoding="utf-8", newline="") as sink:
        rows.frame.before.extend(line.rstrip("\r\n") for line in islice(source, found.line))
        reader = csv.reader(source, delimiter=found.delimiter)
        next(reader, None)
        writer = csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows(_kept(reader, found, rows))
    return rows


def _kept(reader: "csv.Reader", found: Found, rows: Rows) -> Iterator[list[str]]:  # type: ignore[name-defined]
    wide = len(found.names)
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if _stands_apart(cells, found):
            rows.frame.after.append(found.delimiter.join(cells))
            rows.frame.totals.append(dict(zip(found.names, cells, strict=False)))
            continue
        rows.seen += 1
        line = found.line + reader.line_num
        fitted = _fitted(cells, wide, found)
        if fitted is None:
            rows.broken.append((line, f"the row has {len(cells)} cells where the header has {wide}", cells))
        else:
            # Breaks inside cells are kept as \n alone: the engine refuses a file that mixes two kinds of line end.
            yield [
                str(line),
                *(cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell for cell in fitted),
            ]


def _stands_apart(cells: list[str], found: Found) -> bool:
    footer, total = found.layout.footer, found.layout.total
    return (footer is not None and footer(cells)) or (
        total is not None and total(dict(zip(found.names, cells, strict=False)))
    )


def _fitted(cells: list[str], wide: int, found: Found) -> list[str] | None:
    """The row at the header's width; None where it cannot be told which cell belongs where."""
    surplus = len(cells) - wide
    if surplus > 0 and not any(cell.strip() for cell in cells[wide:]):
        return cells[:wide]
    if surplus > 0:
        return _joined(cells, surplus, found)
    # Exports leave out empty cells at a row's end; a row cut in the middle of the file's last line lacks more and is caught by its casts.
    return [*cells, *[""] * -surplus] if -surplus <= max(2, wide // 2) else None


def _joined(cells: list[str], surplus: int, found: Found) -> list[str] | None:
    """The row with surplus cells put back into the text that an unquoted separator cut."""
    for header in found.layout.surplus:
        if header in found.names:
            at = found.names.index(header)
            row = [*cells[:at], found.delimiter.join(cells[at : at + surplus + 1]), *cells[at + surplus + 1 :]]
            if found.layout.fits is None or found.layout.fits(dict(zip(found.names, row, strict=True))):
                return row
    return None
