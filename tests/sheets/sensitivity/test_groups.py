"""Customers by need: groups too small are counted and not named, and pseudonyms are in the export only."""

from dataclasses import replace

import pandas as pd

from sheets.sensitivity import groups
from tests.sheets.sensitivity.made_up import NEEDS, NOISE, group


def test_a_group_of_fewer_than_ten_is_not_named_and_its_customers_are_counted() -> None:
    part = groups.groups(NEEDS, "IT")
    assert part.title == "Italy" and part.drawn["name"].tolist() == ["Buy only with an offer", "Buy anyway"]
    assert part.table["group"].tolist() == ["needs it", "buys anyway"], "nor is it in the export"
    assert part.captions == ("9 customers in groups too small to show",)


def test_where_every_group_is_named_nothing_is_said_of_small_ones() -> None:
    whole = replace(NEEDS, groups=pd.DataFrame([group("needs it", 10)]))
    assert groups.groups(whole, "IT").captions == ()


def test_a_group_says_what_it_buys_anyway_and_what_a_promotion_adds() -> None:
    first = groups.groups(NEEDS, "IT").drawn.iloc[0]
    assert (first["without"], first["extra"]) == ("[5.0% … 8.0%]", "60 [0 … 120]")
    assert (first["estimate"], first["low"], first["high"]) == (10.0, 5.0, 15.000000000000002)


def test_a_group_is_drawn_from_fifty_customers_on() -> None:
    assert groups.plotted(groups.groups(NEEDS, "IT"))["group"].tolist() == ["needs it"]
    edge = replace(NEEDS, groups=pd.DataFrame([group("needs it", 50), group("never", 49)]))
    assert groups.plotted(groups.groups(edge, "IT"))["group"].tolist() == ["needs it"]


def test_what_pays_is_said_in_percent_of_the_usual_chance() -> None:
    assert "rises by more than 26% of what it is anyway" in groups.explained(NEEDS)


def test_where_groups_cannot_be_told_apart_the_average_is_said() -> None:
    said = "Effect on the average customer: +4.8 pp, 95% interval [+3.6 pp … +6.0 pp]."
    assert groups.average(NOISE) == said
    assert "No signal" in groups.groups(NOISE, "IT").note


def test_a_list_of_customers_is_drawn_by_group_and_exported_by_pseudonym() -> None:
    people = pd.DataFrame(
        {
            "customer_id": [f"p{i}" for i in range(21)],
            "group": ["needs it"] * 12 + ["never"] * 9,
            "effect": [0.1] * 6 + [0.2] * 6 + [0.0] * 9,
        }
    )
    part = groups.audience(people, NEEDS)
    assert len(part.table) == 21
    assert part.drawn[["name", "customers", "effect"]].to_numpy().tolist() == [
        ["Buy only with an offer", 12, "+15.0 pp"]
    ]
    assert not part.drawn.astype(str).apply(lambda column: column.str.startswith("p")).any().any(), (
        "no pseudonym is drawn"
    )
