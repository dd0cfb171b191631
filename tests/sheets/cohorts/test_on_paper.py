"""Cohorts & loyalty on paper."""

from datetime import date

import pytest

from analytics.period import Period
from data.errors import BadRequest
from data.store import EVERYTHING, Choice
from sheets.choice import Chosen
from sheets.cohorts import on_paper
from sheets.reading import Reading
from tests.sheets.printing import html_of
from tests.sheets.test_paper import cells
from words.messages import speaking

paper = html_of(on_paper.paper)


def test_the_sheet_has_the_screen_s_cards_and_a_table_a_part(reading: Reading, chosen: Chosen) -> None:
    text = paper(reading, chosen).decode()
    assert "New customers<b>80</b>" in text and text.count('<div class="card">') == 4
    assert text.count("<table") == 6 and text.count("<h2>") == 7  # and what the figures mean
    rows = cells(text)
    assert ["Boutique", "75.0%", "25.0%", "–"] in rows  # by channel: not back yet, boutique, wallet
    assert ["60", "7.5%"] in rows and ["90", "25.0%"] in rows  # back within sixty days 6 of 80, within ninety 20


def test_a_sheet_is_wide_enough_for_a_year_of_months(reading: Reading, chosen: Chosen) -> None:
    heads = next(row for row in cells(paper(reading, chosen).decode()) if row[0] == "Cohort")
    assert heads == ["Cohort", "Customers", *map(str, range(13))]


def test_what_retention_is_is_said_once(reading: Reading, chosen: Chosen) -> None:
    text = paper(reading, chosen).decode()
    assert text.count("Formula: |active in k|") == 1


def test_it_says_why_nobody_is_called_new(reading: Reading) -> None:
    early = Chosen(EVERYTHING, Period(date(2022, 1, 1), date(2025, 1, 1)))
    assert "New customers are not known in a period that begins before" in paper(reading, early).decode()


def test_a_sheet_of_nobody_is_refused_in_the_language_spoken(reading: Reading) -> None:
    none = Chosen(Choice(market=("JP",)), Period.year(2024))
    with speaking("it"), pytest.raises(BadRequest, match="Nessun nuovo cliente in questa selezione"):
        paper(reading, none)
