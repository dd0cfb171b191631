"""Who was first met in the period, and what their cards say."""

from datetime import date

import pytest

from analytics.metrics import metrics
from analytics.period import Period
from data.store import EVERYTHING, Choice
from sheets.choice import Chosen
from sheets.cohorts.met import METRICS, glance, known_metrics, met, nobody
from sheets.reading import Reading
from words.messages import speaking


def test_cohorts_of_a_period_are_those_that_began_in_it(reading: Reading) -> None:
    spring = Chosen(EVERYTHING, Period(date(2024, 2, 1), date(2024, 3, 1)))
    assert met(reading, spring).table["name"].unique().tolist() == ["2024-02"]


def test_of_quarters_the_one_that_the_period_begins_in_is_whole(reading: Reading, chosen: Chosen) -> None:
    found = met(reading, chosen, grain="quarter")
    assert found.table.loc[found.table["k"] == 0, "size"].tolist() == [80]


def test_a_split_gives_each_group_its_own_customers(reading: Reading, chosen: Chosen) -> None:
    found = met(reading, chosen, split="channel")
    sizes = found.table[found.table["k"] == 0].set_index("label")["size"]
    assert found.by == "channel" and sizes.to_dict() == {"boutique": 40, "ecommerce": 30, "wallet": 10}


def test_the_cards_count_the_new_and_those_who_came_back(reading: Reading, chosen: Chosen) -> None:
    new, *back = glance(reading, chosen)
    assert (new.name, new.value, new.told) == ("New customers", "80", "")
    assert [figure.name for figure in back] == [f"Second purchase within {days} days" for days in (90, 180, 365)]
    assert {figure.value for figure in back} == {"25.0%"}  # 20 of 80, all within 90 days
    assert all(figure.told.startswith("95% interval [") for figure in back)


def test_a_card_of_days_that_nobody_was_watched_for_is_a_dash(reading: Reading) -> None:
    late = Chosen(EVERYTHING, Period(date(2026, 1, 1), date(2026, 2, 1)))
    assert [figure.value for figure in glance(reading, late)] == ["1", "–", "–", "–"]
    assert glance(reading, late)[1].told == "not observed for that long yet"


def test_where_nobody_can_be_called_new_the_card_says_how_many_were_first_seen(reading: Reading) -> None:
    early = Chosen(EVERYTHING, Period.year(2022))
    new = glance(reading, early)[0]
    assert (new.value, new.told) == ("–", "1 first seen in the data")


def test_what_no_cohort_knows_cannot_be_picked(reading: Reading, chosen: Chosen) -> None:
    found = met(reading, chosen)
    known = known_metrics(found)
    assert "ltv" in known and "margin_ltv" not in known  # no line has a cost
    assert [name for name in METRICS if name in known] == known and set(known) <= set(metrics())


def test_where_nothing_is_known_yet_retention_is_what_can_be_picked(reading: Reading) -> None:
    nobody_yet = met(reading, Chosen(EVERYTHING, Period.year(2023)))
    assert nobody_yet.table.empty and known_metrics(nobody_yet) == ["retention"]


@pytest.mark.parametrize(
    ("market", "year", "why"),
    [
        ("JP", 2024, "No new customers in this selection."),
        ("IT", 2022, "All who were first met here are in groups too small to show."),
    ],
)
def test_why_nobody_is_shown_is_told_apart(reading: Reading, market: str, year: int, why: str) -> None:
    chosen = Chosen(Choice(market=(market,)), Period.year(year))
    found = met(reading, chosen)
    assert found.table.empty and nobody(reading, chosen, found).startswith(why)
    with speaking("it"):
        assert not nobody(reading, chosen, found).startswith(why)
