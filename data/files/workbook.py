"""The sheets of a workbook as csv files: .xlsx, .xls and .ods."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import openpyxl
import python_calamine

Kind = Literal["xlsx", "ods"]
Sheet = tuple[str, Iterable[Iterable[Any]]]
WORKSHEET, VISIBLE = python_calamine.SheetTypeEnum.WorkSheet, python_calamine.SheetVisibleEnum.Visible
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A cell with a formula and no result: `<c r="B2"><f>A2*2</f><v></v></c>`; a result that is an empty text says so (t="str").
_UNCOMPUTED = re.compile(
    rb"<c(?![^>]*\bt=\"str\")[^>]*>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_UNCOMPUTED_ODS = re.compile(rb"<table:table-cell(?=[^>]*\btable:formula=)(?![^>]*\boffice:value-type=)[^>]*>")
_CHUNK, _LONGEST_CELL = 1 << 20, 1 << 15
EXACT = 2**53  # whole numbers above this are rounded in the file itself


class Uncomputed(ValueError):
    """Formulas whose results no program has written into the file: their cells look empty and are not."""

    def __init__(self) -> None:
        super().__init__("it has formulas that were never computed")


def is_old(path: Path) -> bool:
    """Whether it is an .xls, or another document of the same wrapping, by its first bytes."""
    with path.open("rb") as handle:
        return handle.read(len(OLE)) == OLE


def kind(archive: zipfile.ZipFile) -> Kind | None:
    """Which kind of workbook an archive is; None where it is none."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        return "xlsx"
    return "ods" if "mimetype" in names and archive.read("mimetype").startswith(ODS) else None


@contextmanager
def opened(path: Path) -> Iterator[list[Sheet]]:
    """The visible sheets by name, each with its rows of cells, which are read as they are asked for.

    Raises:
        Exception: whatever the libraries raise on a damaged or locked workbook; `Uncomputed` from a sheet's rows.
    """
    if is_old(path):
        with python_calamine.CalamineWorkbook.from_path(path) as old:
            yield _sheets(old)
        return
    with zipfile.ZipFile(path) as archive:
        if kind(archive) == "ods":
            _refuse_uncomputed(archive, "content.xml", _UNCOMPUTED_ODS)
            with python_calamine.CalamineWorkbook.from_path(path) as open_document:
                yield _sheets(open_document)
            return
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            yield [(sheet.title, _xlsx_rows(sheet, archive)) for sheet in shown]
        finally:
            book.close()


def write(rows: Iterable[Iterable[Any]], target: Path) -> None:
    """Writes a sheet's rows as csv."""
    with target.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows([text(cell) for cell in row] for row in rows)


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
    """By openpyxl, which keeps whole numbers of any length."""
    _refuse_uncomputed(archive, sheet._worksheet_path, _UNCOMPUTED)
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=True)


def _sheets(book: python_calamine.CalamineWorkbook) -> list[Sheet]:
    tables = [sheet.name for sheet in book.sheets_metadata if sheet.typ == WORKSHEET and sheet.visible == VISIBLE]
    return [(name, _calamine_rows(book, name)) for name in tables]


def _calamine_rows(book: python_calamine.CalamineWorkbook, name: str) -> Iterator[Iterable[Any]]:
    yield from book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _refuse_uncomputed(archive: zipfile.ZipFile, member: str, pattern: re.Pattern[bytes]) -> None:
    """The readers give nothing for such a cell, as for an empty one; the sheet's text shows it."""
    with archive.open(member.lstrip("/")) as source:
        rest = b""
        while chunk := source.read(_CHUNK):
            seen = rest + chunk
            if pattern.search(seen):
                raise Uncomputed
            rest = seen[-_LONGEST_CELL:]
