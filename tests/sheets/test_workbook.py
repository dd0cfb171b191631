"""A sheet as a workbook: readers' names and numbers, notes that explain every column, and text that is never a formula."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from data.store import EVERYTHING, Store
from sheets import as_workbook
from sheets.choice import Chosen, days_of
from sheets.paper import Sheet
from sheets.papers import PAPERS
from sheets.part import Part
from sheets.reading import Reading
from tests.sheets.test_pdf import NAMES, sheet
from words import currency
from words.messages import speaking

FORMULAS = ["=1+1", "+1", "-1", "@sum(a1)", '=HYPERLINK("x")', "http://a.b", "{=1}", "\t=1", "001", "1e5", *NAMES]
COLUMNS = {
    "name": ("Nome", "text"),
    "net_eur": ("Vendite nette", "money"),
    "share": ("Quota", "percent"),
    "day": ("Giorno", "day"),
    "is_clear": ("Significativa", "yes"),
}


@contextmanager
def opened(made: Sheet) -> Iterator[openpyxl.Workbook]:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook.workbook(made)))
    yield book
    book.close()


def part(title: str = "Boutique", names: list[str] | None = None) -> Part:
    shown = names or ["Milano", "Roma"]
    rows = pd.DataFrame({"name": shown, "net_eur": [1234.5] * (len(shown) - 1) + [None], "share": 0.25})
    rows = rows.assign(day=pd.Timestamp("2025-03-14"), is_clear=True, code="x")
    return Part(title, "boutiques", rows, rows, columns=COLUMNS)


def test_numbers_stay_numbers_days_stay_days_and_names_are_the_reader_s() -> None:
    with speaking("it"), currency.stated_in("GBP"), opened(sheet(part())) as book:
        assert book.sheetnames == ["Note", "Boutique"]
        page = book["Boutique"]
        heads, first, second = page.iter_rows(values_only=True)
        assert heads == ("Nome", "Vendite nette", "Quota", "Giorno", "Significativa")
        assert first == ("Milano", 1234.5, 0.25, datetime(2025, 3, 14), "sì") and second[1] is None
        assert [page.cell(2, at).number_format for at in (2, 3, 4)] == [
            '#,##0\\ "£";\\−#,##0\\ "£"',
            "0.0%",
            "dd/mm/yyyy",
        ]
        assert page.freeze_panes == "B2" and page.auto_filter.ref == "A1:E3"
        assert page.column_dimensions["B"].width >= 9


def test_a_text_is_never_a_formula_a_link_or_a_number() -> None:
    made = sheet(part(names=FORMULAS), title="=title", lines=("=line",))
    with opened(made) as book:
        cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
        assert [row[0].value for row in book["Boutique"].iter_rows(min_row=2)] == FORMULAS
        assert book["Notes"]["A1"].value == "=title"
    with zipfile.ZipFile(io.BytesIO(as_workbook.workbook(made))) as packed:
        texts = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")]
    assert not [text for text in texts if "<f>" in text or "<hyperlink" in text]


def test_names_of_sheets_are_as_excel_allows_them_and_none_is_twice() -> None:
    titles = ["Notes", "a/b:c", "A/B:C", "x" * 40, "x" * 40, "'", "history"]
    with opened(sheet(*(part(title) for title in titles))) as book:
        names = book.sheetnames
    assert len({name.casefold() for name in names}) == len(titles) + 1
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\'") & set(name) for name in names)


def test_the_notes_say_what_this_is() -> None:
    with opened(sheet(part(), lines=("Compared with last year.",))) as book:
        said = [[cell for cell in row if cell] for row in book["Notes"].iter_rows(values_only=True)]
    assert ["Period and filters", "2025"] in said and ["Compared, and to be known", "Compared with last year."] in said
    assert ["Shop", "Sample shop: invented data"] in said
    assert next(row for row in said if row[:2] == ["Boutique", "Vendite nette"])[:2] == ["Boutique", "Vendite nette"]


def test_the_same_data_make_the_same_workbook() -> None:
    assert as_workbook.workbook(sheet(part())) == as_workbook.workbook(sheet(part()))


@pytest.mark.parametrize("page", ["overview", "trading", "health"])
def test_a_screen_s_workbook_has_a_sheet_a_part(grown: Reading, page: str) -> None:
    heeds = PAPERS[page].heeds
    period = days_of(grown, "12m" if "period" in heeds else "all", EVERYTHING)
    assert period is not None
    with speaking("zh"):
        made = PAPERS[page].sheet(grown, Chosen(EVERYTHING, period, compare="last_year" if "compare" in heeds else ""))
        with opened(made) as book:
            assert len(book.sheetnames) == 1 + len([part for part in (*made.data, *made.parts) if part.columns])
            meanings = [row[2] for row in book.worksheets[0].iter_rows(min_row=8, values_only=True) if row[2]]
    assert meanings and made.data_to >= date(2026, 1, 1)


def test_the_strip_is_one_row_a_figure(grown: Reading) -> None:
    period = days_of(grown, "12m", EVERYTHING)
    assert period is not None and isinstance(grown.store, Store)
    made = PAPERS["overview"].sheet(grown, Chosen(EVERYTHING, period)).data[0].table.set_index("figure")
    row = made.loc["net_eur"]
    assert row["value"] / row["before"] - 1 == pytest.approx(row["change"])
    assert row["change_low"] < row["change"] < row["change_high"] and row["unit"] == "EUR"
    assert row["compared_with"] == "last year" and len(made) == 12
    assert made.loc["refund_rate", "change"] == pytest.approx(
        made.loc["refund_rate", "value"] - made.loc["refund_rate", "before"], abs=1e-6
    )
    assert made.loc["refund_rate", "change_in"] == "points"
