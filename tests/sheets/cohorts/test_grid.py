"""Cohort by cohort: cells in the order in which they stand, blank where nothing is known."""

from dataclasses import replace

import pandas as pd
import pytest

from sheets.choice import Chosen
from sheets.cohorts import grid as grids
from sheets.cohorts.grid import cap, grid, groups, wide
from sheets.cohorts.met import met
from sheets.reading import Reading


def cell(drawn: pd.DataFrame, row: str, age: str, metric: str = "retention") -> float:
    return drawn.set_index(["row", "age"]).loc[(row, age), metric]


def test_a_quarter_of_january_came_back_in_march_and_a_fifth_of_february(reading: Reading, chosen: Chosen) -> None:
    drawn = grid(met(reading, chosen), "retention", "all").drawn
    assert cell(drawn, "2024-01 · 40", "2") == 0.25
    assert cell(drawn, "2024-02 · 30", "1") == 0.2
    assert cell(drawn, "2024-03 · 10", "2") == 0.4


def test_rows_stand_by_cohort_and_columns_by_age_not_by_name(reading: Reading, chosen: Chosen) -> None:
    drawn = grid(met(reading, chosen), "retention", "all").drawn
    assert list(dict.fromkeys(drawn["row"])) == ["2024-01 · 40", "2024-02 · 30", "2024-03 · 10"]
    assert list(dict.fromkeys(drawn["age"])) == [str(k) for k in range(grids.AGES + 1)]


def test_an_age_that_a_younger_cohort_has_not_reached_is_blank_and_there(reading: Reading, chosen: Chosen) -> None:
    found = met(reading, chosen)
    young = found.table[(found.table["name"] != "2024-03") | (found.table["k"] < 3)]
    drawn = grid(replace(found, table=young), "retention", "all").drawn
    assert pd.isna(cell(drawn, "2024-03 · 10", "3")) and cell(drawn, "2024-02 · 30", "3") == 0


def test_colours_grow_up_to_the_highest_share_after_the_first_period(reading: Reading, chosen: Chosen) -> None:
    found = met(reading, chosen)
    assert cap(grid(found, "retention", "all").drawn, "retention") == 0.4
    assert cap(grid(found, "ltv", "all").drawn, "ltv") is None


def test_the_table_taken_along_has_all_groups_and_the_drawing_one(reading: Reading, chosen: Chosen) -> None:
    found = met(reading, chosen, split="channel")
    part = grid(found, "retention", "ecommerce")
    assert set(part.table["label"]) == {"boutique", "ecommerce", "wallet"}
    assert part.drawn["row"].unique().tolist() == ["2024-02 · 30"]
    assert groups(found) == {"boutique": "Boutique", "ecommerce": "E-commerce", "wallet": "Alipay mini-program"}


def test_of_many_cohorts_the_last_are_drawn_and_it_says_so(
    reading: Reading, chosen: Chosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grids, "ROWS", 2)
    part = grid(met(reading, chosen), "retention", "all")
    assert part.drawn["row"].unique().tolist() == ["2024-02 · 30", "2024-03 · 10"]
    assert part.captions[1].endswith("Drawn: 2 of 3; the export has all.")


def test_it_says_which_days_the_cohorts_hold(reading: Reading, chosen: Chosen) -> None:
    _how, reach = grid(met(reading, chosen), "retention", "all").captions
    assert "80 customers, the first cohort from 1 Jan 2024, the last from 1 Mar 2024." in reach


def test_where_no_period_is_over_there_is_a_sentence_and_no_drawing(reading: Reading, chosen: Chosen) -> None:
    found = met(reading, chosen)
    part = grid(replace(found, table=found.table.assign(retention=float("nan"))), "retention", "all")
    assert part.drawn.empty and part.empty == "No cohort has completed a period yet."


def test_a_metric_of_which_nothing_is_known_is_not_called_a_period_that_is_not_over(
    reading: Reading, chosen: Chosen
) -> None:
    found = met(reading, chosen)
    part = grid(replace(found, table=found.table.assign(margin_ltv=float("nan"))), "margin_ltv", "all")
    assert part.drawn.empty and part.empty.endswith(" is not known for any of these cohorts.")


def test_the_grid_as_a_table_has_a_column_a_period_written_as_the_metric_is(reading: Reading, chosen: Chosen) -> None:
    part = wide(met(reading, chosen), "ltv", "all")
    assert part.name == "cohorts_wide_ltv"
    assert part.drawn.set_index("name")["1"].to_dict() == {"2024-01": 100.0, "2024-02": 110.0, "2024-03": 100.0}
    assert list(part.columns)[:3] == ["name", "size", "0"] and part.columns["1"] == ("1", "money")


def test_quarters_and_months_of_one_table_stand_by_their_days(reading: Reading, chosen: Chosen) -> None:
    found = met(reading, chosen)
    joined = found.table.assign(name=found.table["name"].replace({"2024-01": "2024-Q0", "2024-02": "2024-09"}))
    part = wide(replace(found, table=joined), "retention", "all")
    assert part.drawn["name"].tolist() == ["2024-Q0", "2024-09", "2024-03"]
