import numpy as np
import pytest

from analytics.promotions.elasticity.claims import claims
from analytics.promotions.elasticity.elasticity import elasticity, fit
from analytics.promotions.elasticity.past import feedback, with_past
from tests.analytics.promotions.elasticity.drawn import Market, Shelf


def test_discounts_that_answer_weak_weeks_are_found_out_and_demoted():
    shelf = Shelf(follows=0.5, lasting=0.8)
    found = elasticity(shelf.panel(1))
    assert found.feedback.follows
    assert found.evidence == "association"
    assert not found.plain.holds(-2)
    assert found.own.holds(-2)
    assert np.isnan(found.pull_forward.estimate)
    assert [reason.code for reason in claims(found)] == ["price_follows_sales", "price_association_clear"]
    assert not any(name.startswith("past") for name in found.controls)


@pytest.mark.parametrize(
    "shelf",
    [
        Shelf(shops=10),
        Shelf(shops=10, sticky=0.8, lasting=0.8),
        Shelf(shops=10, borrowed=0.5),
        Shelf(shops=8, weeks=14),
    ],
)
def test_given_prices_are_said_to_follow_sales_in_their_nominal_share(shelf):
    found = np.array([feedback(shelf.panel(seed)).p for seed in range(100)])
    assert (found < 0.05).mean() <= 0.12
    assert (found < 0.01).mean() <= 0.05


def test_prices_that_follow_a_demand_gone_by_then_do_no_harm():
    found = elasticity(Shelf(follows=0.5, lasting=0.0).panel(2))
    assert found.feedback.follows
    assert found.evidence == "panel"
    assert [reason.code for reason in claims(found)] == ["price_effect_clear", "price_follows_sales_harmlessly"]


def test_a_panel_too_short_is_not_tested():
    found = feedback(Market(shops=30, weeks=3).panel())
    assert (found.lags, found.follows) == (0, False)
    assert with_past(Market(shops=30, weeks=3).panel()) is None


def test_past_sales_held_constant_change_nothing_where_prices_are_given():
    panel = Shelf().panel(3)
    past = with_past(panel)
    assert past is not None
    assert fit(past).coefficient[0] == pytest.approx(fit(panel).coefficient[0], abs=0.1)
