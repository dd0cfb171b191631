import numpy as np
import pytest

from analytics.uplift import Experiment, curve, qini, uplift_at
from tests.analytics.uplift.drawn import experiment


def eight() -> tuple[np.ndarray, Experiment]:
    """Ranked 4 to 1, a treated and a control each: only the first treated buys."""
    treated = np.array([True, False] * 4)
    outcome = np.array([1.0, 0, 0, 0, 0, 0, 0, 0])
    return np.repeat([4.0, 3.0, 2.0, 1.0], 2), Experiment(np.zeros((8, 1)), treated, outcome, 0.5)


def test_the_area_of_eight_customers_by_hand():
    # Gain is 1/4 a treated customer from the first pair on; by lot it rises from 0 to 1/4 in a straight line.
    area, _ = qini(*eight())
    assert area == pytest.approx((0.25 / 2 + 3 * 0.25) / 4 - 0.25 / 2)


def test_the_first_quarter_of_eight_customers_is_moved_by_one():
    score, trial = eight()
    treated, control = trial.rows(np.arange(8)), 25
    assert uplift_at(50, score, treated)[0] == pytest.approx(0.5)
    assert np.isnan(uplift_at(control, score, treated)[0])  # one in each arm has an effect, but no error


def test_equal_scores_rank_nobody():
    trial = experiment()
    area, _ = qini(np.zeros(len(trial)), trial)
    assert area == pytest.approx(0, abs=1e-12)


def test_equal_scores_at_the_border_count_in_part_and_row_order_changes_nothing():
    trial = experiment(seed=1)
    score = np.round(trial.features[:, 1], 1)
    mixed = np.random.default_rng(0).permutation(len(trial))
    assert uplift_at(30, score[mixed], trial.rows(mixed)) == pytest.approx(uplift_at(30, score, trial))
    assert qini(score[mixed], trial.rows(mixed)) == pytest.approx(qini(score, trial))


def test_a_ranking_upside_down_has_the_area_below_the_line():
    trial = experiment(seed=2)
    score = trial.features[:, 1]
    assert qini(score, trial)[0] > 0 > qini(-score, trial)[0]


def test_the_error_of_the_area_is_that_of_the_bootstrap():
    trial = experiment(seed=3, size=2_000)
    score = np.round(trial.features[:, 1] + trial.features[:, 0], 1)
    draw = np.random.default_rng(0)
    again = [draw.integers(0, len(trial), len(trial)) for _ in range(400)]
    spread = np.std([qini(score[rows], trial.rows(rows))[0] for rows in again])
    assert qini(score, trial)[1] == pytest.approx(spread, rel=0.12)


def test_the_error_of_the_area_knows_repeated_customers():
    once = experiment(seed=4, size=1_000)
    rows, who = np.repeat(np.arange(1_000), 3), np.repeat(np.arange(1_000), 3)
    thrice = once.rows(rows)
    known = Experiment(thrice.features, thrice.treated, thrice.outcome, 0.5, who)
    score = once.features[:, 1]
    assert qini(score[rows], known)[1] == pytest.approx(qini(score, once)[1], rel=0.02)
    assert qini(score[rows], thrice)[1] < 0.7 * qini(score, once)[1]


def test_the_gain_curve_begins_at_nothing_and_ends_at_the_average_effect():
    trial = experiment(seed=5)
    gains = curve(trial.features[:, 1], trial)
    assert len(gains) == 101
    assert gains["gain"].iloc[0] == 0
    assert gains["gain"].iloc[-1] == gains["random"].iloc[-1]
    treated, control = trial.outcome[trial.treated].mean(), trial.outcome[~trial.treated].mean()
    assert gains["gain"].iloc[-1] == pytest.approx(treated - control)


def test_different_chances_are_weighed_back_in_the_ranking():
    # Where the feature is high, 9 in 10 are treated and everybody buys: no effect, yet the raw curve would show one.
    draw = np.random.default_rng(6)
    high = draw.random(8_000) < 0.5
    chance = np.where(high, 0.9, 0.5)
    treated = draw.random(8_000) < chance
    outcome = (draw.random(8_000) < np.where(high, 0.8, 0.1)).astype(float)
    area, error = qini(draw.random(8_000) + 0.2 * high, Experiment(high[:, None] * 1.0, treated, outcome, chance))
    assert abs(area) < 3 * error
