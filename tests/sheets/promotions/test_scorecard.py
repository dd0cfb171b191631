"""The scorecard of promotions: which ran in a period, four figures of all, and one row each."""

from datetime import date

import pandas as pd
import pytest

from analytics.period import Period
from analytics.promotions.effect.scores import promotion_scores
from analytics.results import Reason
from data.store import Choice
from sheets.promotions import scorecard
from sheets.reading import Reading
from tests.sheets.conftest import chosen
from tests.sheets.promotions.made_up import promotion, scores
from words.messages import speaking

MARCH = Period(date(2025, 3, 1), date(2025, 4, 1))


def days(first: str, last: str) -> dict[str, pd.Timestamp]:
    return {"first_on": pd.Timestamp(first), "last_on": pd.Timestamp(last)}


@pytest.mark.parametrize(
    ("first", "last", "is_in"),
    [
        ("2025-02-01", "2025-02-28", False),
        ("2025-02-01", "2025-03-01", True),
        ("2025-03-10", "2025-03-12", True),
        ("2025-03-31", "2025-06-30", True),
        ("2025-04-01", "2025-06-30", False),
        ("2024-01-01", "2026-01-01", True),
    ],
)
def test_a_promotion_ran_in_a_period_if_one_of_its_days_lies_in_it(first: str, last: str, is_in: bool) -> None:
    found = scorecard.ran(scores(promotion("spring", **days(first, last))), MARCH)
    assert (len(found.table) == 1) is is_in


def test_a_promotion_that_ran_in_a_period_is_scored_as_a_whole() -> None:
    every = scores(
        promotion("spring", 100.0, **days("2025-03-31", "2025-06-30")),
        promotion("old", **days("2024-01-01", "2024-02-01")),
    )
    found = scorecard.ran(every, MARCH)
    assert found.table["promotion_id"].tolist() == ["spring"] and found.table.index.tolist() == [0]
    assert found.table["margin"].tolist() == [100.0]


@pytest.mark.parametrize("name", [None, "", float("nan")])
def test_a_promotion_without_a_name_is_called_by_its_id(name: object) -> None:
    table = scores(promotion("cn-01", name=name), promotion("cn-02", name="Spring gift")).table
    assert scorecard.names(table) == ["cn-01", "Spring gift"]


def test_four_figures_say_what_all_promotions_came_to() -> None:
    every = scores(
        promotion("a", 300.0, ladder="earned margin", paid_by_merchant_eur=60.0, paid_by_platform_eur=40.0),
        promotion("b", -200.0, ladder="lost margin"),
        promotion("c", 10.0, ladder="brought orders"),
        promotion("d", 20.0, ladder="open"),
        promotion("e", None, paid_by_merchant_eur=0.0, paid_by_other_eur=100.0),
    )
    together, evaluated, unclear, given = scorecard.glance(every)
    # Half widths of 50 each add up in squares: 50 * sqrt(4) = 100.
    assert (together.value, together.told) == ("+€130", "[+€30 … +€230]")
    assert (evaluated.value, evaluated.told) == ("4 of 5", "1 earned margin, 1 lost it")
    assert unclear.value == "2"
    assert (given.value, given.told) == ("€230", "39% paid by the shop")


def test_without_an_experiment_and_without_a_discount_the_figures_are_dashes_and_no_zeroes() -> None:
    nothing = {f"paid_by_{funder}_eur": 0.0 for funder in ("merchant", "platform", "other")}
    together, _evaluated, _unclear, given = scorecard.glance(scores(promotion("a", None, **nothing)))
    assert (together.value, together.told) == ("–", "not known")
    assert given.told == "– paid by the shop"


def test_the_league_is_exported_with_reasons_in_words_and_drawn_with_names() -> None:
    every = scores(
        promotion("a", 300.0, ladder="earned margin", name="Spring gift"),
        promotion("b", None, market=None, reason=Reason("ran_too_long", days=3248)),
    )
    part = scorecard.league(every)
    assert part.table["reason"].tolist()[0] == "" and "3,248 days" in part.table["reason"].tolist()[1]
    first, second = part.drawn.to_dict("records")
    assert (first["title"], first["where"], first["said"], first["span"]) == (
        "Spring gift",
        "Italy",
        "Earned margin",
        "[€110 … €190]",
    )
    assert (first["by_itself"], first["own_span"]) == ("No clear effect", "[€250 … €350]")
    assert (second["title"], second["where"], second["span"]) == ("b", "All", "–")
    assert set(part.columns) <= set(part.drawn.columns)


def test_the_scope_says_from_when_to_when_they_ran_and_how_many_markets_are_not_drawn(small: Reading) -> None:
    found = promotion_scores(small.store)
    said = scorecard.scope(small, found, chosen(small)).replace("\u2009", " ")
    assert said.startswith(
        f"These figures are of {len(found.table)} promotions as a whole, which ran between 1 Jan 2018"
    )
    assert "Side by side: China, Italy, of 9 markets." in said
    of_one = scorecard.scope(small, found, chosen(small, Choice(market=("IT",))))
    assert "Side by side" not in of_one


def test_one_promotion_is_said_in_the_singular(small: Reading) -> None:
    one = scores(promotion("a"))
    assert scorecard.scope(small, one, chosen(small)).startswith("These figures are of 1 promotion as a whole")


@pytest.mark.parametrize(("spoken", "title"), [("it", "Promozione"), ("zh", "促销")])
def test_the_columns_have_the_reader_s_names(spoken: str, title: str) -> None:
    with speaking(spoken):
        assert scorecard.league(scores(promotion("a"))).columns["title"][0] == title
