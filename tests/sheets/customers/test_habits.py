"""Customers by recency, frequency and value: one of each habit."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics.period import Period
from analytics.segments import RfmRule
from data.store import EVERYTHING
from sheets.choice import Chosen
from sheets.customers.habits import Habits, crossed, exchanged, grid, habits, moved, segments
from sheets.reading import Reading
from words.messages import speaking


@pytest.fixture
def found(reading: Reading, chosen: Chosen) -> Habits:
    return habits(reading, chosen, RfmRule())


def test_every_segment_has_its_name_and_how_it_changed(found: Habits) -> None:
    rows = segments(found).drawn.set_index("name")
    assert rows["customers"].to_dict() == {
        "Best customers": 1, "Loyal": 1, "New": 1, "Declining": 0, "At risk": 1, "Dormant": 0, "Lost": 1,
    }  # fmt: skip
    assert rows["change"].to_dict() == {
        "Best customers": 1, "Loyal": 1, "New": 0, "Declining": 0, "At risk": 0, "Dormant": 0, "Lost": 0,
    }  # fmt: skip


def test_shares_are_of_all_net_sales_of_all_time(found: Habits) -> None:
    rows = segments(found).drawn.set_index("segment")
    assert rows["share"].to_dict() == pytest.approx(
        {
            "champions": 4 / 9,
            "loyal": 3 / 9,
            "new": 1 / 9,
            "fading": 0,
            "at_risk": 0.5 / 9,
            "asleep": 0,
            "lost": 0.5 / 9,
        }
    )


def test_a_segment_that_gave_back_more_than_it_bought_leaves_all_shares_blank(found: Habits) -> None:
    cells = found.scored.cells
    owing = cells.assign(net_eur=cells["net_eur"].where(cells["segment"] != "new", -1.0))
    part = segments(Habits(replace(found.scored, cells=owing)))
    assert part.drawn["share"].isna().all()


def test_which_days_are_compared_is_said_by_their_last_one(found: Habits) -> None:
    assert segments(found).captions == ("As of 20 Dec 2025; then: 20 Dec 2024 (last year).",)


@pytest.mark.parametrize(
    ("compare", "then"),
    [
        ("2022", "20 Dec 2022 (2022)"),
        ("weekday", "21 Dec 2024 (the same weekdays last year)"),
        ("2023-01-01", "20 Dec 2023 (the days chosen)"),
    ],
)
def test_the_earlier_day_is_the_last_of_what_the_period_is_held_against(
    reading: Reading, compare: str, then: str
) -> None:
    chosen = Chosen(EVERYTHING, Period(date(2025, 1, 1), date(2025, 12, 21)), compare=compare)
    assert segments(habits(reading, chosen, RfmRule())).captions == (f"As of 20 Dec 2025; then: {then}.",)


def test_of_a_long_period_the_last_day_is_compared(reading: Reading) -> None:
    chosen = Chosen(EVERYTHING, Period(date(2022, 1, 1), date(2025, 12, 21)))
    assert segments(habits(reading, chosen, RfmRule())).captions == (
        "As of 20 Dec 2025; then: 20 Dec 2024 (last year).",
    )


def test_where_nothing_can_be_compared_only_today_is_shown_and_why(reading: Reading) -> None:
    refused = habits(reading, Chosen(EVERYTHING, Period.year(2025), compare="2019"), RfmRule())
    part = segments(refused)
    assert (
        "change" not in part.columns and "customers_before" not in part.table and "customers_before" not in part.drawn
    )
    assert part.captions[0].startswith("As of 20 Dec 2025. Nothing is compared: the days to compare with, 1 Jan 2019")
    assert moved(refused).drawn.empty and moved(refused).empty.startswith("Nothing is compared")


def test_the_export_says_by_which_rule(reading: Reading, chosen: Chosen) -> None:
    rule = RfmRule(recency_days=(10, 20, 30, 40))
    assert segments(habits(reading, chosen, rule)).note == str(rule)


def test_the_grid_has_all_scores_the_latest_above_and_the_rarest_first(found: Habits) -> None:
    drawn = grid(found).drawn
    assert len(drawn) == 25
    assert list(dict.fromkeys(drawn["recency"])) == [
        *(f"up to {days} days ago" for days in (90, 180, 365, 730)),
        "more than 730 days ago",
    ]
    assert list(dict.fromkeys(drawn["frequency"])) == ["< 2", "2+", "3+", "5+", "10+"]
    assert drawn["customers"].sum() == 5


def test_where_nobody_is_a_cell_is_blank_and_no_nought(found: Habits) -> None:
    cells = grid(found).drawn.set_index(["recency", "frequency"])["customers"]
    assert cells[("up to 90 days ago", "10+")] == 1 and pd.isna(cells[("up to 90 days ago", "3+")])


def test_the_grid_says_the_rule_that_is_set(reading: Reading, chosen: Chosen) -> None:
    rule = RfmRule(recency_days=(100, 1000, 2000, 3000), order_days=(9, 7, 5, 3))
    drawn = grid(habits(reading, chosen, rule)).drawn
    assert "up to 1,000 days ago" in set(drawn["recency"]) and {"< 3", "9+"} <= set(drawn["frequency"])


def test_on_paper_the_grid_is_a_row_a_recency(found: Habits) -> None:
    part = crossed(found)
    assert len(part.drawn) == 5 and set(part.columns) == set(part.drawn.columns)
    assert part.drawn.set_index("recency").loc["more than 730 days ago", "5+"] == 1


def test_who_moved_stands_from_the_best_segment_to_the_worst_newcomers_first(found: Habits) -> None:
    part = moved(found)
    assert part.drawn[["before", "now"]].to_numpy().tolist() == [
        ["Not yet a customer", "Best customers"],
        ["Not yet a customer", "New"],
        ["New", "Loyal"],
        ["At risk", "At risk"],
        ["Lost", "Lost"],
    ]
    with speaking("zh"):
        assert moved(found).drawn["now"].tolist()[0] != "Best customers"


def test_who_is_no_customer_yet_is_in_the_export_and_not_drawn(found: Habits) -> None:
    early = pd.DataFrame({"segment_before": ["not_yet"], "segment": ["not_yet"], "customers": [3]})
    part = moved(Habits(replace(found.scored, migration=early)))
    assert len(part.table) == 1 and part.drawn.empty and part.empty == "No customers to compare."


def test_on_paper_moves_are_a_row_a_segment_before_and_add_up(found: Habits) -> None:
    part = exchanged(found)
    rows = part.drawn.set_index("before")
    assert rows.loc["Not yet a customer", ["Best customers", "New"]].tolist() == [1, 1]
    assert rows.sum().sum() == 5
    assert list(part.columns) == ["before", "Best customers", "Loyal", "New", "At risk", "Lost"]
