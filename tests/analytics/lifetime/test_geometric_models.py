"""BG/NBD and MBG/NBD against the formulas of their papers; the regular-timing model against them and simulation."""

import numpy as np
import pytest
from scipy.special import betaln, gammaln, hyp2f1

from analytics.lifetime.bg_nbd import BGNBD
from analytics.lifetime.geometric import There
from analytics.lifetime.histories import Histories
from analytics.lifetime.mbg_cnbd import regular
from analytics.lifetime.mbg_nbd import MBGNBD
from tests.analytics.lifetime.logs import Shop, end_of_week, newcomers

HISTORIES = Histories(
    np.array([0.0, 0, 1, 2, 7, 29, 3]),
    np.array([0.0, 0, 2, 30, 31, 38, 12]),
    np.array([0.0, 39, 39, 33, 35, 38, 12]),
    np.array([2.0, 40, 10, 5, 3, 1, 2]),
    log_gaps=31.0,
)
PARAMETERS = (0.243, 4.414, 0.793, 2.426)


def row_by_row(first_counts: int, r: float, alpha: float, a: float, b: float) -> float:
    """Fader, Hardie & Lee (2005) equation 6 for 0; Batislam, Denizel & Filiztekin (2007) for 1."""
    total = 0.0
    for x, recency, age, customers in zip(
        HISTORIES.frequency, HISTORIES.recency, HISTORIES.age, HISTORIES.customers, strict=True
    ):
        n = x + first_counts
        alive = np.exp(betaln(a, b + n) - betaln(a, b)) * (alpha + age) ** -(r + x)
        left = np.exp(betaln(a + 1, b + n - 1) - betaln(a, b)) * (alpha + recency) ** -(r + x) if n else 0.0
        total += customers * (gammaln(r + x) - gammaln(r) + r * np.log(alpha) + np.log(alive + left))
    return total


@pytest.mark.parametrize(("family", "first_counts"), [(BGNBD, 0), (MBGNBD, 1)])
def test_likelihood_is_that_of_the_paper(family, first_counts):
    value, _ = family.likelihood(np.log(PARAMETERS), HISTORIES)
    assert value == pytest.approx(row_by_row(first_counts, *PARAMETERS), abs=1e-9)


@pytest.mark.parametrize("family", [BGNBD, MBGNBD, regular(2), regular(4)])
def test_gradient_is_the_slope_of_the_likelihood(family):
    theta, step = np.log(PARAMETERS) + 0.2, np.eye(4) * 1e-5
    slope = [
        (family.likelihood(theta + d, HISTORIES)[0] - family.likelihood(theta - d, HISTORIES)[0]) / 2e-5 for d in step
    ]
    assert family.likelihood(theta, HISTORIES)[1] == pytest.approx(slope, rel=1e-6, abs=1e-6)


def test_expectation_is_the_hypergeometric_one_of_the_paper():
    """Fader, Hardie & Lee (2005) equation 10, for moderate frequencies, which it can still compute."""
    r, alpha, a, b = PARAMETERS
    x, age, t = HISTORIES.frequency[:5], HISTORIES.age[:5], 39.0
    rows = HISTORIES.rows(slice(0, 5))
    series = hyp2f1(r + x, b + x, a + b + x - 1, t / (alpha + age + t))
    paper = (a + b + x - 1) / (a - 1) * (1 - ((alpha + age) / (alpha + age + t)) ** (r + x) * series)
    assert BGNBD(*PARAMETERS).expected_if_alive(rows, t) == pytest.approx(paper, rel=1e-9)


def test_expectation_survives_customers_who_are_all_alike_and_thousands_of_purchases():
    assert np.isfinite(There(1800.0, 9000.0, 0.4, 8.0).expected(39.0))
    assert There(1e-4, 5.0, 2000.0, 100.0).expected(10.0) == pytest.approx(200, rel=0.01)


def test_one_time_buyers_are_alive_in_bg_and_may_not_be_in_mbg():
    once = Histories(np.zeros(1), np.zeros(1), np.full(1, 39.0), np.ones(1))
    assert BGNBD(*PARAMETERS).p_alive(once) == pytest.approx(1.0)
    assert MBGNBD(*PARAMETERS).p_alive(once)[0] < 0.9


def test_regular_timing_of_one_step_is_mbg():
    theta = np.log(PARAMETERS)
    assert regular(1).likelihood(theta, HISTORIES)[0] == pytest.approx(MBGNBD.likelihood(theta, HISTORIES)[0])
    one, mbg = regular(1).of(theta), MBGNBD.of(theta)
    assert one.expected(HISTORIES, 20.0) == pytest.approx(mbg.expected(HISTORIES, 20.0))
    assert one.p_alive(HISTORIES) == pytest.approx(mbg.p_alive(HISTORIES))


@pytest.mark.parametrize("family", [BGNBD, MBGNBD, regular(3)])
def test_a_draw_has_the_expected_mean(family):
    model = family(1.2, 4.0, 0.8, 2.5)
    many = Histories(np.full(40_000, 2.0), np.full(40_000, 20.0), np.full(40_000, 39.0), np.ones(40_000))
    drawn = model.draw(many, 52.0, np.random.default_rng(3))
    assert drawn.mean() == pytest.approx(model.expected(many, 52.0)[0], abs=4 * drawn.std() / 200)


@pytest.mark.parametrize("family", [BGNBD, MBGNBD, regular(3)])
def test_newcomers_buy_as_the_population_does(family):
    model = family(1.2, 4.0, 0.8, 2.5)
    assert model.expected(Histories(*newcomers(2)), 30.0) == pytest.approx(model.repeats(np.array([30.0]))[0])


def test_a_simulated_shop_of_regular_buyers_makes_the_purchases_its_model_expects():
    shop = Shop(6000, 1, 60, "mbg", (1.2, 4.0), (0.8, 2.5), steps=3)
    seen = shop.log(0).observed(end_of_week(60)).histories
    model = regular(3)(1.2, 4.0, 0.8, 2.5)
    expected = seen.customers @ model.repeats(seen.age)
    assert seen.repeats == pytest.approx(expected, rel=0.06)
