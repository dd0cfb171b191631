"""What is out of the ordinary, as a list: a sentence and an address each."""

from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store
from sheets import unusual
from sheets.choice import Chosen
from sheets.reading import Reading
from tests.analytics.doubt.shops import FIRST, WEEKS, Making, opened, orders

LAST = FIRST + timedelta(weeks=WEEKS - 1)
CHOSEN = Chosen(EVERYTHING, Period(date(2023, 1, 9), date(2023, 12, 31)))


@pytest.fixture(scope="module")
def halted(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A shop whose wallet sold a fifth of what it was to sell in the last week."""
    made = orders(Making(customers=250), 11)
    is_lost = (made["ordered_on"] >= LAST) & (made["channel"] == "wallet") & (made.index.to_numpy() % 5 > 0)
    return opened(tmp_path_factory.mktemp("halted"), made[~is_lost].reset_index(drop=True))


def test_a_finding_says_where_how_much_and_how_much_was_to_be(halted: Store) -> None:
    part = unusual.week(Reading.of(halted), CHOSEN)
    row, (said, address) = part.table.iloc[0], part.drawn.iloc[0]
    assert part.title.startswith("Out of the ordinary, 25") and "Dec 2023" in part.title
    assert "Alipay mini-program" in said and f"Orders {row['value']:.0f}, expected {row['expected']:.0f}" in said
    assert address.startswith("?period=last_week&compare=weekday&") and "channel=wallet" in address


def test_amounts_name_their_currency_in_the_export(halted: Store) -> None:
    part = unusual.week(Reading.of(halted), CHOSEN)
    assert set(part.table["figure"]) <= {"orders", "gmv_eur"}


def test_a_week_like_others_says_among_how_many_figures_nothing_was(tmp_path: Path) -> None:
    part = unusual.week(Reading.of(opened(tmp_path, orders(Making(customers=250), 12))), CHOSEN)
    assert part.drawn.empty and part.empty.startswith("Nothing, among ")
    assert unusual.said(part) == f"{part.title}: {part.empty}"


def test_a_young_shop_is_told_what_is_missing(tmp_path: Path) -> None:
    made = orders(Making(customers=30), 13)
    young = made[made["ordered_on"] >= LAST - timedelta(weeks=20)].reset_index(drop=True)
    part = unusual.week(Reading.of(opened(tmp_path, young)), CHOSEN)
    assert part.empty.startswith("The data hold 21 whole weeks; at least ")


def test_what_a_finding_leads_to_is_what_it_was_found_in(tmp_path: Path) -> None:
    made = orders(Making(customers=250), 11).assign(store_id="Via Roma, 1 (100%)")
    made = made[(made["ordered_on"] < LAST) | (made.index.to_numpy() % 5 == 0)].reset_index(drop=True)
    of_boutique = Choice(tier=("unknown",), store_id=("Via Roma, 1 (100%)",))
    part = unusual.week(Reading.of(opened(tmp_path, made)), Chosen(of_boutique, CHOSEN.period))
    assert len(part.drawn)
    for address in part.drawn["address"]:
        read = parse_qs(address.removeprefix("?"))
        assert read["tier"] == ["unknown"] and read["store_id"] == ["Via Roma%2C 1 (100%25)"]


def test_all_of_what_is_chosen_is_not_called_the_whole_shop(tmp_path: Path) -> None:
    made = orders(Making(customers=250), 11)
    made = made[(made["ordered_on"] < LAST) | (made.index.to_numpy() % 5 == 0)].reset_index(drop=True)
    reading = Reading.of(opened(tmp_path, made))
    assert unusual.week(reading, CHOSEN).drawn["said"].iloc[0].startswith("Whole shop: ")
    chosen = unusual.week(reading, Chosen(Choice(channel=("wallet", "boutique")), CHOSEN.period)).drawn["said"].tolist()
    assert chosen[0].startswith("Alipay mini-program, Boutique: ") and "Whole shop" not in " ".join(chosen)
