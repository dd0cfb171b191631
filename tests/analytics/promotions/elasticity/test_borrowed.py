import numpy as np
import pytest

from analytics.promotions.elasticity.borrowed import fieller, pull_forward, usual_depth
from analytics.promotions.elasticity.panel import Roles, panel
from tests.analytics.promotions.elasticity.drawn import Shelf

ROLES = Roles(["shop", "sku"], "week", "price", "sold")


@pytest.mark.parametrize("borrowed", [0.0, 0.3, 0.5])
def test_the_share_of_extra_pieces_that_later_weeks_lack_is_found(borrowed):
    found = pull_forward(Shelf(borrowed=borrowed).panel(1))
    assert found.holds(borrowed)
    assert 0 <= found.low <= found.estimate <= found.high <= 1


def test_one_week_without_a_sale_changes_next_to_nothing():
    frame = Shelf(borrowed=0.5).frame(2)
    other = frame.copy()
    other.loc[100, "sold"] = 0.0
    once, again = (pull_forward(panel(told, ROLES)) for told in (frame, other))
    assert again.estimate == pytest.approx(once.estimate, abs=0.05)
    assert again.high - again.low == pytest.approx(once.high - once.low, rel=0.1)


def test_where_a_cut_sells_nothing_more_nothing_is_borrowed_of_it():
    known = [pull_forward(Shelf(slope=0.0, shops=5).panel(seed)).estimate for seed in range(8)]
    assert np.isnan(known).mean() > 0.8


def test_the_usual_depth_is_that_of_the_cuts_and_not_of_small_moves():
    assert usual_depth(Shelf().panel(3)) == pytest.approx(0.225, abs=0.03)
    frame = Shelf().frame(3)
    still = frame.assign(price=100 + np.random.default_rng(0).normal(0, 0.5, len(frame)))
    assert np.isnan(usual_depth(panel(still, ROLES)))
    assert np.isnan(pull_forward(panel(still, ROLES)).estimate)


def test_fiellers_interval_is_where_the_difference_cannot_be_told_from_nought():
    share = fieller((4.0, 1.0), (8.0, 2.0), 0.5, 1.96)
    for ratio in (share.low, share.high):
        error = np.sqrt(1.0 - 2 * ratio * 0.5 + ratio**2 * 2.0)
        assert abs(4.0 - ratio * 8.0) == pytest.approx(1.96 * error)
    assert share.estimate == 0.5


def test_the_names_of_the_shops_change_nothing():
    frame = Shelf(borrowed=0.5, shops=12).frame(4)
    once = pull_forward(panel(frame, ROLES))
    again = pull_forward(panel(frame.assign(shop=frame["shop"].astype(str)), ROLES))
    assert again.low == pytest.approx(once.low)
