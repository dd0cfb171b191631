"""Law: who is said to be hidden in groups too small was first met in the period that is shown.

Broken once: cohorts were cut at the end of the period only after they were counted, so a year in which nobody was first met
said that all were in groups too small to show.
"""

from datetime import date
from pathlib import Path

import pytest

from analytics.period import Period
from data.store import EVERYTHING, Store
from sheets.choice import Chosen
from sheets.cohorts.met import met, nobody
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product


@pytest.fixture
def shop(tmp_path: Path) -> Store:
    """Twelve customers first met in January 2024, two in June 2024, three in March 2026."""
    days = {"2024-01-10": 12, "2024-06-10": 2, "2026-03-10": 3}
    rows = [order(f"{day} {i}", day, f"{day} {i}") for day, n in days.items() for i in range(n)]
    return opened(
        tmp_path,
        customers=[{"customer_id": row["customer_id"]} for row in rows],
        products=[product()],
        orders=rows,
        order_lines=[line(row["order_id"]) for row in rows],
    )


@pytest.mark.parametrize("grain", ["week", "month", "quarter"])
@pytest.mark.parametrize(
    ("since", "until", "customers"),
    [
        (date(2024, 1, 1), date(2025, 1, 1), 14),
        (date(2025, 1, 1), date(2026, 1, 1), 0),
        (date(2026, 1, 1), date(2027, 1, 1), 3),
        (date(2024, 1, 1), date(2027, 1, 1), 17),
    ],
)
def test_shown_and_hidden_together_are_those_first_met_in_the_period(
    shop: Store, grain: str, since: date, until: date, customers: int
) -> None:
    found = met(Reading.of(shop), Chosen(EVERYTHING, Period(since, until)), grain)
    shown = int(found.table.loc[found.table["k"] == 0, "size"].sum())
    assert shown + found.hidden == customers == found.customers


def test_a_month_that_the_period_ends_in_is_whole(shop: Store) -> None:
    found = met(Reading.of(shop), Chosen(EVERYTHING, Period(date(2024, 1, 1), date(2024, 1, 5))))
    assert found.table.loc[found.table["k"] == 0, "size"].tolist() == [12]


def test_a_small_month_after_the_period_is_not_joined_to_one_of_it(shop: Store) -> None:
    spring = met(Reading.of(shop), Chosen(EVERYTHING, Period(date(2024, 1, 1), date(2024, 4, 1))))
    assert spring.table["name"].unique().tolist() == ["2024-01"]
    whole = met(Reading.of(shop), Chosen(EVERYTHING, Period.year(2024)))
    assert whole.table["name"].unique().tolist() == ["2024-H1"]


def test_where_nobody_was_first_met_nobody_is_said_to_be_hidden(shop: Store) -> None:
    nobody_met = Chosen(EVERYTHING, Period.year(2025))
    said = nobody(Reading.of(shop), nobody_met, met(Reading.of(shop), nobody_met))
    assert said.startswith("No new customers in this selection.")
