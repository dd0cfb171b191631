"""Customers on paper: with the rules that the screen has beside it, and with the forecast or why there is none."""

from html import unescape
from pathlib import Path

import pytest

from analytics.period import Period
from data.errors import BadRequest
from data.store import EVERYTHING
from sheets.choice import Chosen, bounds, stretch
from sheets.customers import on_paper
from sheets.reading import Reading
from tests.analytics.dear_shop import dear
from tests.sheets.printing import html_of
from tests.sheets.test_paper import cells
from words.messages import speaking

paper = html_of(on_paper.paper)


def test_the_rules_are_said_as_there_is_nothing_to_open_on_paper(reading: Reading, chosen: Chosen) -> None:
    text = paper(reading, chosen).decode()
    assert "Days since last order, at most: 90 / 180 / 365 / 730" in text
    assert "Net sales of at least (€): 20,000 / 8,000 / 3,000 / 1,000" in text
    assert "Loyal: days within which two orders fall: 365" in text
    assert "RfmRule(" not in text and "AiplRule(" not in text


def test_segments_stages_and_tops_are_tables(reading: Reading, chosen: Chosen) -> None:
    rows = cells(paper(reading, chosen).decode())
    assert ["Best customers", "1", "0", "1", "€4,000", "44.4%"] in rows
    assert ["Purchased (P)", "3", "4"] in rows
    assert ["10.0%", "20.0%"] in rows


def test_where_too_few_came_back_the_reason_stands_in_the_place_of_the_forecast(
    reading: Reading, chosen: Chosen
) -> None:
    text = unescape(paper(reading, chosen).decode())
    told = text.split("What today's customers will still buy</h2>")[1]
    assert told.startswith("<p>3 customers bought again; a forecast needs at least 30.")
    assert "too few repeat purchases to tell" in text and "How far can it be trusted?" not in text


def test_a_forecast_is_printed_with_how_far_it_can_be_trusted(grown: Reading) -> None:
    chosen = Chosen(EVERYTHING, stretch("12m", *bounds(grown)))
    text = unescape(paper(grown, chosen).decode())
    assert "customers known today are expected to buy" in text
    assert any(row[0] == "90% – 100%" for row in cells(text))
    assert any(row[0] == "Pareto/NBD" for row in cells(text))
    assert "Sample shop: invented data" in text


def test_an_assumption_that_the_data_contradict_is_printed(tmp_path: Path) -> None:
    reading = Reading.of(dear(tmp_path / "dear"))
    text = unescape(paper(reading, Chosen(EVERYTHING, stretch("12m", *bounds(reading)))).decode())
    assert "The data contradict an assumption" in text


def test_a_sheet_of_no_buyers_is_refused_in_the_language_spoken(reading: Reading) -> None:
    with speaking("it"), pytest.raises(BadRequest, match="Nessun ordine in questa selezione"):
        paper(reading, Chosen(EVERYTHING, Period.year(2020)))
