"""Excel's XML of 2003 (SpreadsheetML): what web portals hand out under the name .xls."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_ROW, _CELL, _DATA, _SHEET = (f"{{{SPACE}}}{name}" for name in ("Row", "Cell", "Data", "Worksheet"))
_INDEX, _NAME, _ACROSS = (f"{{{SPACE}}}{name}" for name in ("Index", "Name", "MergeAcross"))
_HEAD, _CHUNK = 4096, 1 << 20
WIDEST = 16_384  # columns that a sheet may have; an index beyond is damage, not a table


def is_one(path: Path) -> bool:
    """Whether a file is such a workbook, by its first bytes."""
    with path.open("rb") as handle:
        head = handle.read(_HEAD)
    return head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<?xml") and SPACE.encode() in head


def names(path: Path) -> list[str]:
    """The sheets, in order."""
    return [element.get(_NAME, "") for event, element in _elements(path) if event == "start" and element.tag == _SHEET]


def rows(path: Path, number: int) -> Iterator[list[str]]:
    """The rows of a sheet, the first being 0; rows and cells that the file leaves out are empty.

    Raises:
        ElementTree.ParseError: the file is cut short or damaged.
    """
    sheet, at = -1, 0
    for event, element in _elements(path):
        if event == "start" and element.tag == _SHEET:
            sheet += 1
        if event == "end" and element.tag == _ROW:
            if sheet == number:
                stated = _place(element, at)
                yield from ([] for _ in range(min(stated - at, WIDEST)))
                yield _cells(element)
                at = stated + 1
            element.clear()


def _cells(row: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(_CELL):
        place = _place(cell, len(cells))
        if place >= WIDEST:
            raise ElementTree.ParseError(f"a cell stands in column {place + 1}")
        cells += [""] * (place - len(cells))
        data = cell.find(_DATA)
        cells.append("".join(data.itertext()) if data is not None else "")
        cells += [""] * min(int(cell.get(_ACROSS, "0")), WIDEST)
    return cells


def _place(element: ElementTree.Element, following: int) -> int:
    return max(int(element.get(_INDEX, str(following + 1))) - 1, following)


def _elements(path: Path) -> Iterator[tuple[str, ElementTree.Element]]:
    """Starts and ends of elements; decoded here, as the parser knows neither GBK nor GB18030."""
    parser: ElementTree.XMLPullParser[Any] = ElementTree.XMLPullParser(("start", "end"))
    decoder = codecs.getincrementaldecoder(_encoding(path))(errors="replace")
    with path.open("rb") as handle:
        handle.seek(len(codecs.BOM_UTF8) if handle.read(3) == codecs.BOM_UTF8 else 0)
        while chunk := handle.read(_CHUNK):
            parser.feed(decoder.decode(chunk))
            yield from parser.read_events()  # type: ignore[misc]
    parser.feed(decoder.decode(b"", final=True))
    parser.close()
    yield from parser.read_events()  # type: ignore[misc]


def _encoding(path: Path) -> str:
    with path.open("rb") as handle:
        declared = re.search(rb"<\?xml[^>]*encoding=[\"']([\w-]+)", handle.read(_HEAD))
    name = declared[1].decode() if declared else "utf-8"
    return "gb18030" if name.lower() in {"gb2312", "gbk"} else name
