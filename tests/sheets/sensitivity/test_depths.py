"""Extra orders by depth: per hundred customers, tiers from low to high, and a shape that is said with its interval."""

import numpy as np
import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.promotions.depth.response import Response
from analytics.promotions.depth.shop_response import DiscountResponse, discount_response
from data.store import Choice
from sheets.reading import Reading
from sheets.sensitivity import depths
from tests.sheets.conftest import chosen
from tests.sheets.sensitivity.made_up import UNKNOWN

CELLS = [("IT", "luxury", 0.02), ("IT", "core", 0.05), ("CN", "core", 0.1)]


def response(borrowed: Interval = UNKNOWN) -> DiscountResponse:
    """Strengths without noise and in proportion to depth."""
    cells = pd.DataFrame(CELLS, columns=["market", "tier", "strength"])
    draws = (np.tile(cells["strength"], (10, 1)), np.ones(10))
    return DiscountResponse(Response(cells, Interval(1.0, 0.4, 1.6), draws), borrowed, pd.DataFrame())


def test_twice_the_depth_brings_twice_the_orders_where_they_are_in_proportion() -> None:
    table = depths.response(response()).drawn
    core = depths.curve(table, "CN", "core").drawn.set_index("depth")
    assert core.loc[20.0, "estimate"] == pytest.approx(10.0) and core.loc[40.0, "estimate"] == pytest.approx(20.0)
    assert core.index.tolist() == pytest.approx([100 * depth for depth in depths.DEPTHS])


def test_a_curve_is_of_one_market_and_tier_and_where_there_is_none_it_says_so() -> None:
    table = depths.response(response()).drawn
    part = depths.curve(table, "CN", "luxury")
    assert part.title == "China · Luxury" and part.drawn.empty and part.empty.startswith("Fewer than thirty customers")
    assert "extra" not in depths.curve(table, "IT", "luxury").drawn


def test_all_tiers_stand_on_one_axis_at_the_usual_depth_from_low_to_high() -> None:
    table = depths.response(response()).drawn
    part = depths.strengths(table, ["CN", "IT"], ["core", "luxury"])
    assert part.drawn["name"].tolist() == ["Core · China", "Core · Italy", "Luxury · Italy"]
    assert part.drawn["estimate"].tolist() == pytest.approx([10.0, 5.0, 2.0])
    assert part.drawn["orders"].tolist() == ["10.0", "5.0", "2.0"]


def test_tiers_are_those_chosen_of_those_known(small: Reading) -> None:
    table = depths.response(response()).drawn
    assert depths.tiers(table, chosen(small)) == ["core", "luxury"]
    assert depths.tiers(table, chosen(small, Choice(tier=("luxury", "haute")))) == ["luxury"]
    assert depths.tiers(table, chosen(small, Choice(tier=("haute",)))) == []


def test_the_shape_is_said_with_its_interval_and_what_is_borrowed_where_it_is_known() -> None:
    said = depths.shape(response())
    assert said.startswith("Extra orders grow with the discount to the power of 1.0, 95% interval [0.4 … 1.6]")
    assert "missing" not in said
    said = depths.shape(response(Interval(0.35, 0.04, 0.66)))
    assert said.endswith("35% of the extra orders are missing in the six weeks after, 95% interval [4% … 66%].")


def test_the_export_has_every_market_and_says_that_it_rests_on_experiments(small: Reading) -> None:
    found = discount_response(small.store)
    part = depths.response(found)
    assert set(part.table["market"]) == set(found.response.cells["market"])
    assert set(part.table["evidence"]) == {"experiment"} and part.note.endswith("Extra orders per customer reached.")
    assert len(part.table) == len(found.response.cells) * len(depths.DEPTHS)
