import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from analytics.results import CannotTell
from analytics.uplift import Experiment, adjusted_effect, average_effect
from tests.analytics.uplift.drawn import experiment, spending


def small(customer: np.ndarray | None = None) -> Experiment:
    treated = np.array([True, True, True, False, False])
    return Experiment(np.zeros((5, 0)), treated, np.array([1.0, 3.0, 5.0, 2.0, 0.0]), 0.6, customer)


def test_three_treated_and_two_controls_differ_by_two_with_neymans_error_and_welchs_quantile():
    effect = average_effect(small())
    error = np.sqrt(4 / 3 + 2 / 2)
    freedom = (4 / 3 + 2 / 2) ** 2 / ((4 / 3) ** 2 / 2 + (2 / 2) ** 2 / 1)
    assert effect.estimate == pytest.approx(3 - 1)
    assert effect.high - effect.estimate == pytest.approx(stats.t.ppf(0.975, freedom) * error)


def test_a_customer_listed_twice_is_no_more_evidence_than_once():
    once = experiment(size=400)
    twice = Experiment(*(np.repeat(part, 2, axis=0) for part in (once.features, once.treated, once.outcome)), 0.5)
    known = Experiment(twice.features, twice.treated, twice.outcome, 0.5, np.repeat(np.arange(400), 2))
    width = [effect.high - effect.low for effect in map(average_effect, (once, twice, known))]
    assert width[1] < 0.75 * width[0]
    assert width[2] == pytest.approx(width[0], rel=0.01)


def test_two_strata_with_different_chances_are_weighed_back():
    # Stratum A (level 10) is treated 3 times in 4, stratum B (level 0) once in 4; the treatment adds 1 everywhere.
    chance = np.repeat([0.75, 0.25], 400)
    treated = np.concatenate([np.arange(400) % 4 < 3, np.arange(400) % 4 < 1])
    outcome = np.repeat([10.0, 0.0], 400) + treated
    plain = average_effect(Experiment(np.zeros((800, 0)), treated, outcome, 0.5))
    weighed = average_effect(Experiment(np.zeros((800, 0)), treated, outcome, chance))
    assert plain.estimate == pytest.approx(6.0)
    assert weighed.estimate == pytest.approx(1.0)


def test_the_adjusted_effect_is_a_regression_with_every_centred_feature_interacted():
    trial = spending(seed=4)
    centred = trial.features - trial.features.mean(axis=0)
    design = np.column_stack([np.ones(len(trial)), trial.treated, centred, centred * trial.treated[:, None]])
    twin = sm.OLS(trial.outcome, design).fit(cov_type="HC3")
    effect = adjusted_effect(trial)
    assert effect.estimate == pytest.approx(twin.params[1], rel=1e-9)
    assert effect.high - effect.estimate == pytest.approx(1.96 * twin.bse[1], rel=0.01)


def test_a_feature_repeated_or_constant_changes_nothing():
    trial = spending(seed=5)
    padded = np.column_stack([trial.features, trial.features[:, 0], np.ones(len(trial))])
    again = Experiment(padded, trial.treated, trial.outcome, 0.5)
    assert adjusted_effect(again).high == pytest.approx(adjusted_effect(trial).high, rel=1e-6)


def test_features_that_explain_the_outcome_narrow_the_interval():
    draw = np.random.default_rng(1)
    before, treated = draw.normal(size=2_000), draw.random(2_000) < 0.5
    trial = Experiment(before[:, None], treated, 3 * before + draw.normal(size=2_000), 0.5)
    plain, net = average_effect(trial), adjusted_effect(trial)
    assert net.high - net.low < 0.5 * (plain.high - plain.low)


def test_the_order_of_the_rows_changes_nothing():
    trial = spending(seed=6)
    mixed = trial.rows(np.random.default_rng(0).permutation(len(trial)))
    assert average_effect(mixed).low == pytest.approx(average_effect(trial).low)
    assert adjusted_effect(mixed).low == pytest.approx(adjusted_effect(trial).low)


def test_intervals_hold_the_truth_nineteen_times_in_twenty():
    held = np.array(
        [[one(spending(seed)).holds(0) for one in (average_effect, adjusted_effect)] for seed in range(200)]
    )
    assert (held.mean(axis=0) > 0.90).all()


def test_a_chance_of_one_is_refused():
    with pytest.raises(ValueError, match="not randomised"):
        Experiment(np.zeros((4, 1)), np.array([True, True, False, False]), np.zeros(4), 1.0)


def test_an_arm_of_one_is_refused():
    with pytest.raises(CannotTell, match="arm_too_small customers=1 needed=2"):
        Experiment(np.zeros((3, 1)), np.array([True, False, False]), np.zeros(3), 0.5)
