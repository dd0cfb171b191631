"""Any screen on paper: every part a table in the reader's words, and nothing that came from a file is markup."""

import re
from collections.abc import Callable
from html import unescape
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from analytics.period import Period
from data.store import EVERYTHING, Store
from sheets import as_html, paper
from sheets.choice import Chosen
from sheets.columns import written
from sheets.figure import Figure, against
from sheets.papers import PAPERS
from sheets.part import Part
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product
from words.messages import speaking

CHOSEN = Chosen(EVERYTHING, Period.year(2025))
COLUMNS = {"name": ("Name", "text"), "net_eur": ("Net sales", "money")}


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    store: Store = opened(
        tmp_path,
        customers=[{"customer_id": "ann"}],
        products=[product()],
        orders=[order("o1", "2025-03-14")],
        order_lines=[line("o1")],
    )
    return Reading.of(store)


@pytest.fixture
def sheet(reading: Reading) -> Callable[..., str]:
    """The text of a sheet of one part."""

    def sheet(drawn: pd.DataFrame, **more: object) -> str:
        part = Part("Boutiques", "boutiques", drawn, drawn, **{"columns": COLUMNS, **more})
        return as_html.page(paper.printed(reading, CHOSEN, "Shops", [part])).decode()

    return sheet


def cells(text: str) -> list[list[str]]:
    """The rows of the tables of a sheet, heads first."""
    rows = re.findall(r"<tr>(.*?)</tr>", text)
    return [[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def test_a_table_has_the_reader_s_names_and_numbers_and_no_other_column(sheet: Callable[..., str]) -> None:
    with speaking("it"):
        text = sheet(pd.DataFrame({"net_eur": [1234.4, None], "code": ["x", "y"], "name": ["Milano", "Roma"]}))
    assert cells(text) == [["Name", "Net sales"], ["Milano", "1.234\xa0€"], ["Roma", "–"]]


def test_what_came_from_a_file_is_text(sheet: Callable[..., str]) -> None:
    text = sheet(pd.DataFrame({"name": ["<script>1</script>"], "net_eur": [1]}), note="<b>", captions=("<i>",))
    assert "<script>" not in text and "<b>" not in text.split("<h2>")[1] and "<i>" not in text
    assert cells(text)[1][0] == "<script>1</script>"


def test_of_a_long_table_the_first_rows_are_printed_and_it_says_so(sheet: Callable[..., str]) -> None:
    text = sheet(pd.DataFrame({"name": [f"shop {i}" for i in range(57)], "net_eur": 1.0}))
    assert len(cells(text)) == 1 + paper.ROWS
    assert f"The first {paper.ROWS} of 57 rows; the export has all of them." in text


def test_where_there_is_nothing_its_own_sentence_stands_instead_of_a_table(sheet: Callable[..., str]) -> None:
    text = sheet(pd.DataFrame({"name": [], "net_eur": []}), empty="No shop has sold anything.")
    assert cells(text) == [] and "No shop has sold anything." in text


def test_a_change_that_is_not_clear_is_grey(sheet: Callable[..., str]) -> None:
    rows = pd.DataFrame({"name": list("abc"), "change": [0.1, 0.2, 0.3], "is_clear": [True, False, None]})
    text = sheet(rows, columns={"name": ("Name", "text"), "change": ("Change", "change")})
    assert (
        "<td>+10.0%</td>" in text
        and '<td class="quiet">+20.0%</td>' in text
        and '<td class="quiet">+30.0%</td>' in text
    )


def test_a_note_that_is_also_a_caption_is_said_once(sheet: Callable[..., str]) -> None:
    rows = pd.DataFrame({"name": ["Milano"], "net_eur": [1.0]})
    assert sheet(rows, note="Before tax.", captions=("By boutique.", "Before tax.")).count("Before tax.") == 1


def test_every_part_says_what_a_reader_of_it_must_know(sheet: Callable[..., str]) -> None:
    text = sheet(pd.DataFrame({"name": ["Milano"], "net_eur": [1.0]}), note="Before tax.", captions=("By boutique.",))
    assert text.index("By boutique.") < text.index("Before tax.")


def test_a_sheet_says_its_days_its_currency_and_stands_alone(sheet: Callable[..., str]) -> None:
    text = sheet(pd.DataFrame({"name": ["Milano"], "net_eur": [1.0]})).replace("\u2009", " ")
    assert "1 Jan – 31 Dec 2025" in text and "Data to 14 Mar 2025, version 1." in text
    assert "Amounts in euro at ECB rates." in text
    assert all(source.startswith("data:") for source in re.findall(r'(?:src|href)="([^"]*)"', text))


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (pd.Timestamp("2025-03-14"), "day", "14 Mar 2025"),
        (pd.Timestamp("2025-03-01"), "month", "Mar 2025"),
        (True, "yes", "yes"),
        (False, "yes", "no"),
        (None, "yes", "–"),
        (float("nan"), "percent", "–"),
        (0.125, "percent", "12.5%"),
        (2.0, "days", "2 days"),
        (1234.5, "amount", "1,234.50"),
        (pd.NaT, "moment", "–"),
        (12, "text", "12"),
    ],
)
def test_a_value_is_written_by_its_kind(value: object, kind: str, words: str) -> None:
    assert written(value, kind) == words


def test_a_figure_is_held_against_earlier_days_and_a_share_in_points() -> None:
    numbers = pd.DataFrame({"refund_rate": [0.2, 0.25], "orders": [12, 8]}, index=["current", "last_year"])
    named = {"last_year": "vs last year, 2024"}
    assert against(numbers, "refund_rate", named).told == "−5.0 pp vs last year, 2024"
    assert against(numbers, "orders", named) == Figure("Orders", "12", "+50.0% vs last year, 2024", "orders")
    assert against(numbers.head(1), "orders", named).told == ""


def test_a_figure_without_an_answer_is_a_dash_and_not_a_hole() -> None:
    assert against(pd.DataFrame(index=["current"]), "orders", {}).value == "–"


def test_a_figure_of_the_catalogue_is_explained_below(reading: Reading) -> None:
    figures = [Figure("Orders", "12", metric="orders"), Figure("Movements", "3")]
    text = as_html.page(paper.printed(reading, CHOSEN, "Shops", [], figures=figures)).decode()
    explained = text.split('class="meanings"')[1]
    assert "<b>Orders</b>" in explained and "Movements" not in explained


@pytest.mark.parametrize("screen", PAPERS)
def test_a_printed_screen_goes_by_the_filters_that_it_goes_by_on_the_screen(screen: str) -> None:
    assert PAPERS[screen].heeds == import_module(f"pages.{screen}").HEEDS
