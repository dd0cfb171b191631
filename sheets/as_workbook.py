"""A sheet as a workbook of Excel: notes first, then a sheet a part, in the reader's words, with numbers that stay numbers.

A text never becomes a formula, a link or a number, whatever it begins with.
"""

import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sheets.columns import Columns, written
from sheets.paper import Sheet
from sheets.part import Part
from words import columns, currency, formats, messages
from words.messages import _

INK, WINE, IVORY, HAIR = "#17110F", "#6E1F31", "#F6F2EA", "#D9CDB8"
NARROW, BROAD = 9, 46  # letters of a column
LARGEST_TEXT = 32_767  # letters that a cell of Excel holds
MOST_ROWS = 1_000_000
DAYS = {"it": "dd/mm/yyyy", "zh": "yyyy-mm-dd"}
NEVER = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(sheet: Sheet) -> bytes:
    """The whole workbook; the same bytes for the same data."""
    packed = io.BytesIO()
    with Workbook(packed, {"in_memory": True, "nan_inf_to_errors": False, **NEVER}) as book:
        made = datetime.combine(sheet.data_to, time())
        book.set_properties({"title": f"{sheet.title} · {sheet.choice}", "author": "Vetrina", "created": made})
        looks = _looks(book)
        parts = [part for part in (*sheet.data, *sheet.parts) if part.columns]
        named = dict(zip(_names([part.title or part.name for part in parts]), parts, strict=True))
        _notes(book.add_worksheet(_("Notes")), sheet, named, looks)
        for name, part in named.items():
            _table(book.add_worksheet(name), part, looks)
    return packed.getvalue()


def _looks(book: Workbook) -> dict[str, Format]:
    """How cells are written, by the kind of a column, and titles and heads."""
    day = DAYS.get(messages.language(), "dd mmm yyyy")
    sign, comes_last = currency.sign(), messages.language() == "it"
    money = f'#,##0\\ "{sign}"' if comes_last else f'"{sign}"#,##0'
    patterns = {
        "text": "@",
        "number": "#,##0",
        "money": f"{money};\\−{money}",
        "amount": "#,##0.00",
        "percent": "0.0%",
        "change": "+0.0%;\\−0.0%;0.0%",
        "days": "#,##0",
        "ratio": "0.00",
        "day": day,
        "month": "mmm yyyy" if messages.language() != "zh" else "yyyy-mm",
        "moment": f"{day} hh:mm",
        "yes": "@",
    }
    base = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
    looks: dict[str, Format] = {kind: book.add_format({**base, "num_format": p}) for kind, p in patterns.items()}
    looks["long"] = book.add_format({**base, "text_wrap": True})
    looks["bold"] = book.add_format({**base, "bold": True, "text_wrap": True})
    looks["title"] = book.add_format({**base, "bold": True, "font_size": 16, "font_color": WINE})
    head = {**base, "bold": True, "text_wrap": True, "bg_color": IVORY, "bottom": 1, "bottom_color": HAIR}
    looks["head"] = book.add_format(head)
    looks["head_right"] = book.add_format({**head, "align": "right"})
    return looks


def _names(titles: Sequence[str]) -> list[str]:
    """Names of sheets: as Excel allows them, none twice."""
    names: list[str] = []
    taken = {_("Notes").casefold(), "history"}
    for title in titles:
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31].strip(" '") or "-"
        name, n = plain, 1
        while name.casefold() in taken:
            n += 1
            name = f"{plain[: 31 - len(str(n)) - 3]} ({n})"
        taken.add(name.casefold())
        names.append(name)
    return names


def _table(page: Worksheet, part: Part, looks: Mapping[str, Format]) -> None:
    """A part: its columns by their names, frozen heads, a filter, and widths that show what is in them."""
    shown: Columns = {name: part.columns[name] for name in part.columns if name in part.drawn}
    rows = part.drawn.head(MOST_ROWS)
    own = rows["kind"].tolist() if "kind" in rows else []
    page.freeze_panes(1, 1)
    for at, (column, (name, kind)) in enumerate(shown.items()):
        side = "head" if kind in ("text", "yes") else "head_right"
        _write(page, 0, at, name, "text", looks[side])
        wide = [_letters(name) / 2, *map(_letters, re.split(r"\s", name))]
        for row, value in enumerate(rows[column].astype(object).tolist(), 1):
            its = own[row - 1] if kind == "own" else kind
            _write(page, row, at, value, its, looks[its])
            if row <= 500 and not formats.missing(value):
                wide.append(_letters(written(value, its)) + 1)
        page.set_column(at, at, min(max([*wide, NARROW]), BROAD))
    if len(rows) and shown:
        page.autofilter(0, 0, len(rows), len(shown) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write(page: Worksheet, row: int, at: int, value: Any, kind: str, look: Format) -> None:
    """One cell; what is missing stays empty."""
    if formats.missing(value):
        page.write_blank(row, at, None, look)
    elif kind in ("day", "month", "moment"):
        page.write_datetime(row, at, pd.Timestamp(value).tz_localize(None).to_pydatetime(), look)
    elif kind == "yes":
        page.write_string(row, at, written(value, "yes"), look)
    elif kind == "text":
        page.write_string(row, at, str(value)[:LARGEST_TEXT], look)
    else:
        page.write_number(row, at, float(value), look)


def _notes(page: Worksheet, sheet: Sheet, parts: Mapping[str, Part], looks: Mapping[str, Format]) -> None:
    """What this is: the shop, the choice, what is compared, how far the data go, and what every column means."""
    for at, wide in enumerate((30, 34, 100)):
        page.set_column(at, at, wide)
    page.hide_gridlines(2)
    page.write_string(0, 0, sheet.title, looks["title"])
    facts = [
        (_("Shop"), sheet.sample or _("Your shop")),
        (_("Period and filters"), sheet.choice),
        *((_("Findings"), finding) for finding in sheet.findings),
        *((_("Compared, and to be known"), line) for line in sheet.lines),
        (_("Source"), sheet.source),
    ]
    row = 2
    for name, said in facts:
        page.write_string(row, 0, name, looks["bold"])
        page.merge_range(row, 1, row, 2, "", looks["long"])
        page.write_string(row, 1, said[:LARGEST_TEXT], looks["long"])
        page.set_row(row, 14.0 * max(1, -(-_letters(said) // 125)))
        row += 1
    row += 1
    for at, head in enumerate((_("Sheet"), _("Column"), _("Meaning"))):
        page.write_string(row, at, head, looks["head"])
    for name, part in parts.items():
        for explained in _explained(part):
            row += 1
            for at, cell in enumerate((name, *explained)):
                page.write_string(row, at, cell, looks["long"])
            page.set_row(row, 14.0 * max(1, -(-_letters(explained[1]) // 95)))
        for line in dict.fromkeys(filter(None, [*part.captions, part.note])):
            row += 1
            page.write_string(row, 0, name, looks["long"])
            page.merge_range(row, 1, row, 2, "", looks["long"])
            page.write_string(row, 1, line[:LARGEST_TEXT], looks["long"])
            page.set_row(row, 14.0 * max(1, -(-_letters(line) // 125)))


def _explained(part: Part) -> list[tuple[str, str]]:
    """Names of columns with their meanings; a column that is a group of its own (a market, a wallet) is its name."""
    return [
        (name, columns.meaning(column, part.name) or _("The figure of {column}.", column=name))
        for column, (name, _kind) in part.columns.items()
        if column in part.drawn
    ]


def _letters(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
