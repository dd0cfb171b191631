"""What prices do: percent of units per percent of price, and who seeks discounts."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.promotions.elasticity.shop_elasticity import PriceElasticity, price_elasticity
from data.store import Choice
from sheets.reading import Reading
from sheets.sensitivity import prices
from tests.sheets.conftest import chosen

CELLS = [("IT", "luxury", -1.5), ("IT", "core", -2.0), ("CN", "entry", -2.5), ("FR", "core", -1.0)]
FOUND = PriceElasticity(
    1000,
    Interval(-2.0, -3.0, -1.0),
    pd.DataFrame(CELLS, columns=["market", "tier", "estimate"]).assign(low=-3.0, high=-0.5),
    Interval(0.2, 0.1, 0.3),
    "panel",
)


def test_markets_stand_side_by_side_their_tiers_from_low_to_high(small: Reading) -> None:
    part = prices.elasticity(small, FOUND, chosen(small))
    assert part.drawn["name"].tolist() == ["China · Entry", "Italy · Core", "Italy · Luxury"]
    assert part.drawn["span"].tolist()[0] == "[−3.00 … −0.50]"
    assert set(part.table["market"]) == {"IT", "CN", "FR"}, "the export has every market"


def test_a_choice_of_tiers_is_heeded(small: Reading) -> None:
    part = prices.elasticity(small, FOUND, chosen(small, Choice(tier=("core",))))
    assert part.drawn["name"].tolist() == ["Italy · Core"]
    nothing = prices.elasticity(small, FOUND, chosen(small, Choice(tier=("haute",))))
    assert nothing.drawn.empty and nothing.empty.startswith("No brand sells often enough")


def test_ten_percent_less_price_is_said_in_units_and_its_bounds_change_places(small: Reading) -> None:
    # 0.9 ** -2 = 1.23; the steeper bound, -3, gives 1.37, and -1 gives 1.11.
    said = prices.elasticity(small, FOUND, chosen(small)).captions[0]
    assert "a price 10% lower changes units by +23%, 95% interval [+11% … +37%]." in said
    assert said.endswith("20% of it is missing in the next four weeks.")


def test_what_may_not_be_borrowed_at_all_is_not_said(small: Reading) -> None:
    unsure = replace(FOUND, pull_forward=Interval(0.2, -0.1, 0.5))
    assert "missing" not in prices.elasticity(small, unsure, chosen(small)).captions[0]


def test_the_elasticity_of_a_shop_that_sells_often_is_below_zero_and_no_experiment(grown: Reading) -> None:
    part = prices.elasticity(grown, price_elasticity(grown.store), chosen(grown))
    assert len(part.drawn) and (part.drawn["estimate"] < 0).all()
    assert set(part.table["evidence"]) == {"panel"}


def test_who_seeks_discounts_is_an_association_and_its_shares_add_up(small: Reading) -> None:
    part = prices.seekers(small, chosen(small))
    assert set(part.table["evidence"]) == {"association"} and part.note.startswith("Association: ")
    assert set(part.drawn["market"]) <= {"CN", "IT"} < set(part.table["market"])
    # Groups of fewer than ten customers are in no row, so that shares may fall short of one.
    shares = part.table.groupby("market")["share"].sum()
    assert (shares <= 1 + 1e-12).all() and shares["IT"] == pytest.approx(1.0, abs=0.1)


def test_a_market_in_which_nobody_orders_twice_has_no_seekers(small: Reading) -> None:
    part = prices.seekers(small, chosen(small, Choice(market=("XX",))))
    assert part.drawn.empty and part.empty == "No customer has enough orders."
