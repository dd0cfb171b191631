"""The sheets of a workbook as csv files: .xlsx, .xls (the old one, and the XML that portals call so) and .ods."""

import csv
import re
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import openpyxl
import python_calamine
from defusedxml.ElementTree import iterparse
from openpyxl.utils import column_index_from_string

from data.files import bounds, spreadsheet_xml
from data.files.bounds import Bound, OverBound

Kind = Literal["xlsx", "ods"]
Sheet = tuple[str, Iterable[Iterable[Any]]]
WORKSHEET, VISIBLE = python_calamine.SheetTypeEnum.WorkSheet, python_calamine.SheetVisibleEnum.Visible
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A cell with a formula and no result: `<c r="B2"><f>A2*2</f><v></v></c>`; a result that is an empty text says so (t="str").
_UNCOMPUTED = re.compile(
    rb"<c(?![^>]*\bt=\"str\")(?:[^>]*\br=\"([A-Z]{1,3})(\d{1,7})\")?[^>]*>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_UNCOMPUTED_ODS = re.compile(rb"<table:table-cell(?=[^>]*\btable:formula=)(?![^>]*\boffice:value-type=)[^>]*>")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROWS, _COLUMNS = f"{_TABLE}number-rows-repeated", f"{_TABLE}number-columns-repeated"
_CHUNK, _LONGEST_CELL = 1 << 20, 1 << 15
# What stands in the csv for a cell whose formula no program has computed: a row that needs it is rejected.
NEVER_COMPUTED = "#NEVER COMPUTED"
EXACT = 2**53  # whole numbers above this are rounded in the file itself


class Uncomputed(ValueError):
    """Formulas whose results no program has written into the file: their cells look empty and are not."""

    def __init__(self) -> None:
        super().__init__("it has formulas that were never computed")


def is_old(path: Path) -> bool:
    """Whether it is an .xls, or another document of the same wrapping, by its first bytes."""
    with path.open("rb") as handle:
        return handle.read(len(OLE)) == OLE


def is_alone(path: Path) -> bool:
    """Whether it is a workbook that is no archive."""
    return is_old(path) or spreadsheet_xml.is_one(path)


def kind(archive: zipfile.ZipFile) -> Kind | None:
    """Which kind of workbook an archive is; None where it is none."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        return "xlsx"
    if "mimetype" not in names:
        return None
    with archive.open("mimetype") as source:
        return "ods" if source.read(len(ODS)) == ODS else None


@contextmanager
def opened(path: Path, name: str = "the workbook") -> Iterator[list[Sheet]]:
    """The visible sheets by name, each with its rows of cells, which are read as they are asked for.

    Args:
        name: what it is called where it is too large.

    Raises:
        OverBound: a cell of it stands for more than a sheet may hold.
        Exception: whatever the libraries raise on a damaged or locked workbook; `Uncomputed` from a sheet's rows.
    """
    if is_old(path):
        with python_calamine.CalamineWorkbook.from_path(path) as old:
            yield _sheets(old)
        return
    if spreadsheet_xml.is_one(path):
        yield [(name, spreadsheet_xml.rows(path, at)) for at, name in enumerate(spreadsheet_xml.names(path))]
        return
    with zipfile.ZipFile(path) as archive:
        if kind(archive) == "ods":
            _refuse_uncomputed(archive, "content.xml", _UNCOMPUTED_ODS)
            _refuse_repeated(archive, name)
            with python_calamine.CalamineWorkbook.from_path(path) as open_document:
                yield _sheets(open_document)
            return
        with path.open("rb") as source:  # by its bytes: given a path, the library goes by the ending of the name
            book = openpyxl.load_workbook(source, read_only=True, data_only=True)
            try:
                shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
                yield [(sheet.title, _xlsx_rows(sheet, archive)) for sheet in shown]
            finally:
                book.close()


def write(rows: Iterable[Iterable[Any]], target: Path, name: str = "the sheet") -> bool:
    """Writes a sheet's rows as csv; empty ones after the last that says something are left out.

    Returns whether a cell of it is a formula that was never computed.

    Args:
        name: what the sheet is called where it is too large.

    Raises:
        OverBound: it has too many cells, or takes too long.
    """
    began, cells, has_formulas = time.monotonic(), 0, False
    empty: list[list[int]] = []  # how many rows of how many empty cells wait for one that says something
    with target.open("w", newline="", encoding="utf-8") as handle:
        sheet = csv.writer(handle)
        for row in rows:
            texts = [text(cell) for cell in row]
            cells += 1 + len(texts)
            has_formulas = has_formulas or NEVER_COMPUTED in texts
            if cells > bounds.CELLS:
                raise OverBound(Bound("cells", name, bound=bounds.CELLS))
            if time.monotonic() - began > bounds.SECONDS:
                raise OverBound(Bound("time", name, bound=int(bounds.SECONDS)))
            if any(texts):
                for count, width in empty:
                    sheet.writerows([""] * width for _ in range(count))
                empty.clear()
                sheet.writerow(texts)
            elif empty and empty[-1][1] == len(texts):
                empty[-1][0] += 1
            else:
                empty.append([1, len(texts)])
    return has_formulas


def text(cell: object) -> str:
    """A workbook cell as a csv would hold it: no float noise, dates in ISO; a number that its file has rounded stays visibly so."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return repr(cell) if abs(cell) > EXACT else format(Decimal(repr(cell)).normalize(), "f")
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _xlsx_rows(sheet: Any, archive: zipfile.ZipFile) -> Iterator[Iterable[Any]]:
    """By openpyxl, which keeps whole numbers of any length; a formula without a result says so in its cell."""
    formulas = _uncomputed(archive, sheet._worksheet_path)
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if columns := formulas.get(number):
            cells = [*row, *[None] * (max(columns) - len(row))]
            yield [NEVER_COMPUTED if at in columns else cell for at, cell in enumerate(cells, 1)]
        else:
            yield row


def _sheets(book: python_calamine.CalamineWorkbook) -> list[Sheet]:
    tables = [sheet.name for sheet in book.sheets_metadata if sheet.typ == WORKSHEET and sheet.visible == VISIBLE]
    return [(name, _calamine_rows(book, name)) for name in tables]


def _calamine_rows(book: python_calamine.CalamineWorkbook, name: str) -> Iterator[Iterable[Any]]:
    yield from book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _refuse_repeated(archive: zipfile.ZipFile, name: str) -> None:
    """Raises OverBound where a few cells stand for more of them than are read: the reader writes each of them out."""
    cells = 0
    with archive.open("content.xml") as source:
        for _event, element in iterparse(source, forbid_dtd=True):
            if element.tag == f"{_TABLE}table-row":
                full = [at for at, cell in enumerate(element) if len(cell)]
                width = sum(int(cell.get(_COLUMNS, "1")) for cell in element[: full[-1] + 1]) if full else 0
                cells += int(element.get(_ROWS, "1")) * width
                element.clear()
            if cells > bounds.CELLS:
                raise OverBound(Bound("cells", name, bound=bounds.CELLS))


def _refuse_uncomputed(archive: zipfile.ZipFile, member: str, pattern: re.Pattern[bytes]) -> None:
    """The reader gives nothing for such a cell, as for an empty one; the sheet's text shows it, but not where the cell stands."""
    if next(_found(archive, member, pattern), None):
        raise Uncomputed


def _uncomputed(archive: zipfile.ZipFile, member: str) -> dict[int, set[int]]:
    """The columns, from 1, of the cells with a formula and no result, by row.

    Raises:
        Uncomputed: one of them does not say where it stands.
    """
    cells: dict[int, set[int]] = {}
    for match in _found(archive, member, _UNCOMPUTED):
        if match[1] is None:
            raise Uncomputed
        cells.setdefault(int(match[2]), set()).add(column_index_from_string(match[1].decode()))
    return cells


def _found(archive: zipfile.ZipFile, member: str, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """Where a pattern stands in a member, which is read piece by piece."""
    with archive.open(member.lstrip("/")) as source:
        rest = b""
        while chunk := source.read(_CHUNK):
            seen, done = rest + chunk, 0
            for match in pattern.finditer(seen):
                done = match.end()
                yield match
            rest = seen[max(done, len(seen) - _LONGEST_CELL) :]
