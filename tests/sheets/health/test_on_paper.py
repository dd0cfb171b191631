"""Data health on paper."""

from analytics.period import Period
from data.store import EVERYTHING
from sheets.choice import Chosen
from sheets.health import on_paper
from sheets.health.adding_up import checked, failed, passed
from sheets.reading import Reading
from tests.sheets.printing import html_of
from tests.sheets.test_paper import cells

paper = html_of(on_paper.paper)

CHOSEN = Chosen(EVERYTHING, Period.year(2020))


def test_only_checks_that_fail_are_printed_and_the_others_counted(reading: Reading) -> None:
    part = checked(reading)
    text = paper(reading, CHOSEN).decode()
    printed = [row[1] for row in cells(text) if row[0] in ("Wrong", "Partial", "Note")]
    assert printed == [check.title for check in failed(part)]
    assert f"{len(passed(part))} checks passed" in text


def test_the_sheet_warns_of_totals_that_differ_under_its_title(reading: Reading) -> None:
    head = paper(reading, CHOSEN).decode().split("</header>")[0]
    assert "1 file states totals that differ from the rows in it." in head


def test_a_name_of_a_file_is_text(reading: Reading) -> None:
    rows = cells(paper(reading, CHOSEN).decode())
    assert any("a | pipe" in row for row in rows)
    assert ["march.csv", 'Amount is "…", not an amount', "2", "2"] in rows


def test_a_store_without_files_has_a_sheet_that_says_so(clean: Reading) -> None:
    text = paper(clean, CHOSEN).decode()
    for said in ("Nothing has been loaded yet.", "No file has been loaded yet.", "No row was refused."):
        assert f"<p>{said}</p>" in text
