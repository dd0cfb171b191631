"""One file made into another: in its bytes, in its cells, in its rows and columns."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.fuzz.seeds import Seed, seeds

# Cells that files have had, or that a reader of numbers, days, text or SQL may stumble over.
CELLS = (
    "", " ", "-", "0", "-0", "0.00", "1", "-1", "1e3", "1E400", "4,2E+27", "NaN", "inf", "-inf", "NULL", "null", "None", "N/A", "#N/A", "#REF!",
    "1.234", "1,234", "1.234,56", "1,234.56", "1 234,56", "1'234.56", "12.5O", "１２．５０", "€1.234", "¥100", "-€ 5,00", "(12.00)", "12.00-", "12%",
    "0.005", "99999999999999999999", "12345678901234567890.123456789", "9" * 400, "0x1F", "TRUE", "false", "=1+1", "+39 333 1234567",
    "4111111111111111", "anna@example.com", "Anna Rossi", "13800138000", "2088000000000001",
    "1970-01-01", "9999-12-31", "0001-01-01", "2024-02-29", "2023-02-29", "29/02/2024", "31/04/2024", "12/11/20", "03/04/2024", "2024-03-31 02:30:00",
    "2024-10-27T02:30:00", "2024-01-01T00:00:00Z", "2024-01-01 00:00:00 +08:00", "2024-01-01 12:00 PM", "2024-01-01 EDT", "45321", "45321.5",
    "infinity", "-infinity", "24:00", "25:61", "20240101", "1704067200", "1704067200000", "now", "epoch",
    "'", '"', '""', "';drop table orders;--", "$$", "$1", "{}", "%s", "\\", "\\N", "\t", "\n", "a\nb", "\r\n", "\x00", "\x1e", "\x1f", "\ufeff",
    "\u202e", "\u200b",
    "é", "手袋", "🧣", "ß" * 300, "x" * 70_000, "|", "a|b", ";", ",", "CNY", "eur", "XXX", "KRW", "Europe/Rome", "Asia/Nowhere", "IT", "refund", "payment",
)  # fmt: skip
BYTES = (
    b"\x00",
    b"\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xa3",
    b"\x81",
    b"\x1a",
    b"\r",
    b"\n",
    b'"',
    b",",
    b";",
    b"\t",
    b"PAR1",
    b"PK\x03\x04",
)
ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "gb18030",
    "cp1252",
    "shift_jis",
    "utf-7",
    "mac_roman",
    "koi8_r",
)
DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Mutant:
    """A mutated file.

    Attributes:
        how: the mutations it went through, in order.
        row: where one cell of one data row is all that differs, the row's place among the rows of the seed; else None.
    """

    seed: Seed
    content: bytes
    how: tuple[str, ...]
    row: int | None = None


def mutant(rng: Random, seed: Seed | None = None) -> Mutant:
    """A mutant of a seed: every third in one cell only, the others in one to four ways."""
    seed = seed or rng.choice(seeds())
    if rng.random() < 0.33 and (made := _in_one_cell(seed, rng)):
        return made
    content, how = seed.content, []
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
        change = rng.choice(CHANGES)
        content = change(content, rng)[: 1 << 20]
        how.append(change.__name__)
    return Mutant(seed, content, tuple(how))


def table(content: bytes) -> tuple[str, list[list[str]]] | None:
    """A file's delimiter and its lines as cells; None where it is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    delimiter = max(DELIMITERS, key=lambda mark: max((line.count(mark) for line in text.splitlines()), default=0))
    try:
        return delimiter, list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None


def written(delimiter: str, lines: list[list[str]], ends: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    """Lines of cells as a file."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=delimiter, lineterminator=ends, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows(lines)
    return sink.getvalue().encode("utf-8", errors="replace")


def header_of(lines: list[list[str]]) -> int:
    """The place of the header: the first of the widest lines, empty cells at a line's end left out."""
    widths = [max((at for at, cell in enumerate(line, 1) if cell.strip()), default=0) for line in lines]
    return widths.index(max(widths)) if widths else 0


def _in_one_cell(seed: Seed, rng: Random) -> Mutant | None:
    read = table(seed.content)
    if read is None:
        return None
    delimiter, lines = read
    first = header_of(lines) + 1
    rows = [at for at in range(first, len(lines)) if len(lines[at]) == len(lines[first - 1])]
    if not rows:
        return None
    at = rng.choice(rows)
    place = rng.randrange(len(lines[at]))
    cell = rng.choice([cell for cell in CELLS if "\n" not in cell and "\r" not in cell and "\x00" not in cell])
    lines[at] = [*lines[at][:place], cell, *lines[at][place + 1 :]]
    how = f"{lines[first - 1][place]} is {cell[:40]!r}"
    return Mutant(seed, written(delimiter, lines), (how,), at - first)


def _of_lines(change: Callable[[list[list[str]], Random], list[list[str]]]) -> Callable[[bytes, Random], bytes]:
    def changed(content: bytes, rng: Random) -> bytes:
        read = table(content)
        return content if read is None or not read[1] else written(read[0], change(read[1], rng))

    changed.__name__ = change.__name__
    return changed


@_of_lines
def cells(lines: list[list[str]], rng: Random) -> list[list[str]]:
    for _ in range(rng.randint(1, 6)):
        line = rng.choice(lines)
        if line:
            line[rng.randrange(len(line))] = rng.choice(CELLS)
    return lines


@_of_lines
def column_of_cells(lines: list[list[str]], rng: Random) -> list[list[str]]:
    place, cell = rng.randrange(max(map(len, lines)) or 1), rng.choice(CELLS)
    for line in lines[header_of(lines) + 1 :]:
        if place < len(line):
            line[place] = cell
    return lines


@_of_lines
def swapped_cells(lines: list[list[str]], rng: Random) -> list[list[str]]:
    line = rng.choice(lines)
    rng.shuffle(line)
    return lines


@_of_lines
def ragged(lines: list[list[str]], rng: Random) -> list[list[str]]:
    line = rng.choice(lines)
    if rng.random() < 0.5 and line:
        del line[rng.randrange(len(line))]
    else:
        line.insert(rng.randint(0, len(line)), rng.choice(CELLS))
    return lines


@_of_lines
def repeated_rows(lines: list[list[str]], rng: Random) -> list[list[str]]:
    return [*lines, *(list(rng.choice(lines)) for _ in range(rng.randint(1, 4)))]


@_of_lines
def shuffled_rows(lines: list[list[str]], rng: Random) -> list[list[str]]:
    first = header_of(lines) + 1
    rest = lines[first:]
    rng.shuffle(rest)
    return [*lines[:first], *rest]


@_of_lines
def lost_rows(lines: list[list[str]], rng: Random) -> list[list[str]]:
    return [line for line in lines if rng.random() < 0.8]


@_of_lines
def header_again(lines: list[list[str]], rng: Random) -> list[list[str]]:
    again = list(lines[header_of(lines)])
    if rng.random() < 0.5:
        rng.shuffle(again)
    lines.insert(rng.randint(0, len(lines)), again)
    return lines


@_of_lines
def columns_moved(lines: list[list[str]], rng: Random) -> list[list[str]]:
    places = list(range(max(map(len, lines))))
    rng.shuffle(places)
    return [[line[at] for at in places] if len(line) == len(places) else line for line in lines]


@_of_lines
def column_lost(lines: list[list[str]], rng: Random) -> list[list[str]]:
    place = rng.randrange(max(map(len, lines)) or 1)
    return [[*line[:place], *line[place + 1 :]] for line in lines]


@_of_lines
def column_twice(lines: list[list[str]], rng: Random) -> list[list[str]]:
    place = rng.randrange(max(map(len, lines)) or 1)
    return [[*line, *line[place : place + 1]] for line in lines]


@_of_lines
def header_cell(lines: list[list[str]], rng: Random) -> list[list[str]]:
    header = lines[header_of(lines)]
    if header:
        at = rng.randrange(len(header))
        header[at] = rng.choice((rng.choice(CELLS), header[at].upper(), f" {header[at]} ", f"{header[at]}(元)"))
    return lines


@_of_lines
def blank_lines(lines: list[list[str]], rng: Random) -> list[list[str]]:
    for _ in range(rng.randint(1, 5)):
        lines.insert(rng.randint(0, len(lines)), rng.choice(([], [""], ["", ""], [" "], ["Total"], ["合计", "2"])))
    return lines


def dialect(content: bytes, rng: Random) -> bytes:
    read = table(content)
    if read is None:
        return content
    ends = rng.choice(("\n", "\r\n", "\r"))
    return written(rng.choice(DELIMITERS), read[1], ends, rng.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)))


def encoded(content: bytes, rng: Random) -> bytes:
    text = content.decode("utf-8", errors="replace")
    return text.encode(rng.choice(ENCODINGS), errors="replace")


def flipped_bits(content: bytes, rng: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(min(len(changed), rng.randint(1, 8))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def put_in(content: bytes, rng: Random) -> bytes:
    at = rng.randint(0, len(content))
    return content[:at] + rng.choice((rng.choice(BYTES), rng.randbytes(rng.randint(1, 30)))) + content[at:]


def cut_short(content: bytes, rng: Random) -> bytes:
    return content[: rng.randint(0, len(content))]


def cut_out(content: bytes, rng: Random) -> bytes:
    first, last = sorted((rng.randint(0, len(content)), rng.randint(0, len(content))))
    return content[:first] + content[min(last, first + 60) :]


def slice_twice(content: bytes, rng: Random) -> bytes:
    first, last = sorted((rng.randint(0, len(content)), rng.randint(0, len(content))))
    return content[:last] + content[first:]


def line_ends(content: bytes, rng: Random) -> bytes:
    return b"".join(line + rng.choice((b"\n", b"\r\n", b"\r")) for line in content.splitlines())


def joined(content: bytes, rng: Random) -> bytes:
    return content + rng.choice((b"", b"\n", b"\n\n")) + rng.choice(seeds()).content


CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    cells, cells, column_of_cells, swapped_cells, ragged, repeated_rows, shuffled_rows, lost_rows, header_again, columns_moved, column_lost,
    column_twice, header_cell, blank_lines, dialect, encoded, flipped_bits, put_in, cut_short, cut_out, slice_twice, line_ends, joined,
)  # fmt: skip
