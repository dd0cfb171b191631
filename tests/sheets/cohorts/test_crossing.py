"""Where customers first met in one channel buy later."""

from datetime import date

import pytest

from analytics.period import Period
from data.store import EVERYTHING, Choice
from sheets.choice import Chosen
from sheets.cohorts.crossing import crossing, shares
from sheets.reading import Reading


def test_six_of_thirty_first_met_on_the_web_come_back_in_the_boutique(reading: Reading, chosen: Chosen) -> None:
    drawn = crossing(reading, chosen).drawn.set_index(["first", "later"])
    assert drawn.loc[("E-commerce", "Boutique"), ["customers", "met", "share"]].tolist() == [6, 30, 0.2]
    assert drawn.loc[("E-commerce", "Not back yet"), "by_second_order"] == 24


def test_as_a_table_each_row_of_streams_holds_everyone_first_met_there(reading: Reading, chosen: Chosen) -> None:
    part = shares(crossing(reading, chosen))
    rows = part.drawn.set_index("first")
    assert rows.loc["E-commerce", ["Not back yet", "Boutique"]].tolist() == [0.8, 0.2]
    assert rows.sum(axis=1).tolist() == pytest.approx([1, 1, 1])  # nobody here comes back to two channels
    assert set(part.columns) == set(part.drawn.columns)


def test_who_can_not_have_been_watched_for_a_year_is_looked_at_a_year_before(reading: Reading) -> None:
    this_year = Chosen(EVERYTHING, Period(date(2025, 2, 1), date(2026, 2, 1)))
    part = crossing(reading, this_year)
    assert part.table["met"].max() == 30  # January 2024 is before the days that are looked at
    assert part.captions[-1].replace("\u2009", " ").startswith("New customers: 1 Feb 2024 – 31 Jan 2025.")


def test_that_it_is_no_effect_is_said_on_screen_and_in_the_export(reading: Reading, chosen: Chosen) -> None:
    part = crossing(reading, chosen)
    assert part.note.startswith("Association, not effect") and part.captions[-1].endswith(part.note)


def test_where_nobody_was_first_met_there_is_a_sentence_and_no_drawing(reading: Reading) -> None:
    part = crossing(reading, Chosen(Choice(market=("JP",)), Period.year(2024)))
    assert part.drawn.empty and part.empty.startswith("No new customer of this period has been observed for a year")
