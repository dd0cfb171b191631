"""What reports say around their rows, in the languages of the screens that write them."""

from datetime import date
from decimal import Decimal

import pytest

from data.sources import report
from data.sources.layout import Frame


@pytest.mark.parametrize(
    "line",
    [
        "September 1, 2026 - September 30, 2026",
        "Sep 1, 2026 – Sep 30, 2026",
        "1 settembre 2026 - 30 settembre 2026",
        "1. September 2026 – 30. September 2026",
        "1 septembre 2026 – 30 septembre 2026",
        "1 de septiembre de 2026 - 30 de septiembre de 2026",
        "2026年9月1日 - 2026年9月30日",
        "2026-09-01 - 2026-09-30",
        '"September 1, 2026 - September 30, 2026"',
    ],
)
def test_a_period_is_read_in_any_of_the_languages(line: str) -> None:
    about = report.period(Frame("report.csv", ["Campaign report", line], []))
    assert (about.first_on, about.last_on) == (date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("line", "month"),
    [("5 giugno 2024", 6), ("5 juin 2024", 6), ("5 juillet 2024", 7), ("5 luglio 2024", 7), ("5. März 2024", 3), ("5 mai 2024", 5),
     ("5 août 2024", 8), ("5 agosto 2024", 8), ("5 gennaio 2024", 1), ("5. Dezember 2024", 12), ("5 febbraio 2024", 2)],
)  # fmt: skip
def test_months_that_begin_alike_are_told_apart(line: str, month: int) -> None:
    assert report.days(line) == [date(2024, month, 5)]


@pytest.mark.parametrize("line", ["3/4/2026 - 5/4/2026", "31 febbraio 2026", "Campaign report", "All time"])
def test_what_is_no_date_for_sure_is_none(line: str) -> None:
    assert report.days(line) == []


@pytest.mark.parametrize(
    ("cells", "is_total"),
    [
        (["Total: Account", "--", "10"], True), (["Totale: campagne", "10"], True), (["Gesamt", "10"], True), (["", "总计", "10"], True),
        (["Total: Campaigns"], True), (["Total Look SS26", "10"], False), (["Gesamtkunstwerk", "10"], False), (["", ""], False),
    ],
)  # fmt: skip
def test_a_total_row_says_so_and_a_campaign_called_total_look_is_none(cells: list[str], is_total: bool) -> None:
    assert report.is_total(cells) is is_total


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,834.56", "1834.56"),
        ("1.834,56", "1834.56"),
        ("1 834,56 €", "1834.56"),
        ("€12", "12"),
        ("1.234.567", "1234567"),
        ("-3,5", "-3.5"),
    ],
)
def test_an_amount_is_read_by_its_last_mark(text: str, amount: str) -> None:
    assert report.amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["1.234", "--", "", "n/a"])
def test_an_ambiguous_amount_is_none(text: str) -> None:
    assert report.amount(text) is None
