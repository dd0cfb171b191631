"""Aware, interested, purchased, loyal, and what is said of it."""

from datetime import UTC, datetime
from pathlib import Path

from analytics.period import Period
from analytics.segments import AiplRule
from data.store import EVERYTHING
from sheets.choice import Chosen
from sheets.customers.stages import stages
from sheets.reading import Reading
from tests.sheets.customers.conftest import ORDERS, of_orders


def test_a_row_a_stage_at_the_start_and_at_the_end(reading: Reading, chosen: Chosen) -> None:
    part = stages(reading, chosen, AiplRule())
    rows = part.drawn.set_index("name")
    assert rows["customers_before"].to_dict() == {
        "Aware (A)": 0,
        "Interested (I)": 0,
        "Purchased (P)": 3,
        "Loyal (L)": 0,
    }
    assert rows["customers"].to_dict() == {"Aware (A)": 0, "Interested (I)": 0, "Purchased (P)": 4, "Loyal (L)": 1}
    assert part.named("number") == {"customers_before": "At the start", "customers": "At the end"}


def test_who_moved_up_is_a_share_of_those_below_loyal_at_the_start(reading: Reading, chosen: Chosen) -> None:
    part = stages(reading, chosen, AiplRule(loyal=730))
    assert part.captions[0].startswith("33.3% moved up a stage.")  # one of three bought again within two years
    assert part.note == "AiplRule(aware=15, interested=90, loyal=730)"


def test_where_nobody_was_there_at_the_start_no_share_is_said(reading: Reading) -> None:
    first = stages(reading, Chosen(EVERYTHING, Period.year(2021)), AiplRule())
    assert "moved up" not in first.captions[0]


def test_without_exposures_it_says_why_nobody_is_aware(reading: Reading, chosen: Chosen, tmp_path: Path) -> None:
    why = "No exposures are loaded, so nobody can be called aware or interested."
    assert stages(reading, chosen, AiplRule()).captions[0].endswith(why)

    at = datetime(2025, 12, 28, tzinfo=UTC)
    sent = {"exposure_id": "e", "promotion_id": "p", "customer_id": "new face", "arm": "treated", "assignment": "rule"}
    told = of_orders(tmp_path, ORDERS, exposures=[sent | {"assigned_at": at, "delivered_at": at}])
    part = stages(told, chosen, AiplRule())
    assert why not in part.captions[0] and part.drawn.set_index("stage")["customers"]["aware"] == 1


def test_members_who_bought_are_said_of_members_who_ever_bought(tmp_path: Path, chosen: Chosen) -> None:
    names = dict.fromkeys(row["customer_id"] for row in ORDERS)
    joined = [{"customer_id": name, "loyalty_tier": "gold"} for name in names]
    reading = of_orders(tmp_path, ORDERS, customers=joined)
    said = stages(reading, chosen, AiplRule()).captions[0]
    assert "60.0% of 5 members who ever bought and kept something did so in the period." in said
