import numpy as np
import pytest

from analytics.uplift import Experiment, interaction_logit, menu, uplift
from analytics.uplift.learners import boosted_trees, doubly_robust, two_part
from tests.analytics.uplift.drawn import experiment, spending

PLAIN = {"interaction logit": interaction_logit}


def test_customers_who_are_moved_are_found():
    found = uplift(experiment(seed=1, size=12_000))
    assert found.verdict == "signal"
    assert found.at[10].estimate > found.average.estimate
    assert found.average.holds(0.05)
    assert found.judged == pytest.approx(8_000, abs=4)


def test_nothing_to_find_is_called_no_signal_at_the_nominal_rate():
    signals = sum(uplift(experiment(seed, 1_200, moved=0.0), learners=PLAIN).signal for seed in range(100))
    assert signals <= 7  # 2.5 % are due; more than 7 of 100 would happen once in 200


def test_choosing_between_learners_does_not_make_a_signal_of_nothing():
    signals = sum(uplift(spending(seed, 1_000)).signal for seed in range(10))
    assert signals <= 2


def test_the_same_seed_gives_the_same_answer_and_another_seed_another():
    trial = experiment(seed=2)
    once, again, other = (uplift(trial, seed=seed, learners=PLAIN) for seed in (3, 3, 4))
    assert once.qini == again.qini
    assert once.qini != other.qini


def test_trees_are_chosen_only_where_they_win():
    draw = np.random.default_rng(3)
    features, treated = draw.normal(size=(16_000, 3)), draw.random(16_000) < 0.5
    chance = 0.1 + 0.25 * treated * (np.abs(features[:, 0]) > 1)
    bent = Experiment(features, treated, (draw.random(16_000) < chance).astype(float), 0.5)
    assert uplift(bent).learner == "boosted trees"
    assert uplift(bent, learners=PLAIN).verdict == "no signal"


def test_an_effect_on_the_few_who_buy_is_found_in_amounts():
    found = uplift(spending(seed=7, size=12_000, moved=0.2))
    assert found.signal
    assert not found.average.holds(0)


def test_too_few_customers_are_not_ranked_but_their_average_is_told():
    found = uplift(experiment(seed=4, size=120))
    assert found.verdict == "no signal"
    assert found.judged == 0
    assert np.isnan(found.qini.estimate)
    assert np.isfinite(found.average.estimate)


def test_without_a_feature_nobody_is_ranked():
    trial = experiment(seed=5)
    bare = Experiment(np.zeros((len(trial), 0)), trial.treated, trial.outcome, 0.5)
    assert uplift(bare).verdict == "no signal"


def test_later_customers_judge_what_was_learnt_from_earlier_ones():
    trial = experiment(seed=6)
    drawn_on = np.arange(len(trial), dtype=float)
    found = uplift(trial, order=drawn_on, learners=PLAIN)
    mixed = np.random.default_rng(0).permutation(len(trial))
    assert uplift(trial.rows(mixed), order=drawn_on[mixed], learners=PLAIN).qini.estimate == pytest.approx(
        found.qini.estimate, rel=0.01
    )


def test_a_customer_never_judges_what_was_learnt_from_themselves():
    # Everybody twice with the same coin-toss outcome and a feature that is unique to them: memory would look brilliant.
    draw = np.random.default_rng(8)
    feature = np.repeat(draw.normal(size=1_000), 2)[:, None]
    treated, outcome = np.repeat(draw.random(1_000) < 0.5, 2), np.repeat((draw.random(1_000) < 0.5) * 1.0, 2)
    who = np.repeat(np.arange(1_000), 2)
    found = uplift(Experiment(feature, treated, outcome, 0.5, who), learners={"trees": boosted_trees})
    assert found.qini.low < 0.02


def test_predicted_effects_agree_with_found_ones():
    found = uplift(experiment(seed=9, size=30_000), learners=PLAIN)
    assert found.calibration.slope.low < 1.2
    assert found.calibration.slope.high > 0.8
    bins = found.calibration.bins
    assert bins["customers"].sum() == found.judged
    assert bins["found"].iloc[0] > bins["found"].iloc[-1]


def test_the_menu_follows_the_outcome():
    assert list(menu(experiment())) == ["interaction logit", "boosted trees"]
    assert list(menu(spending())) == ["interaction ridge", "two-part", "boosted trees"]


@pytest.mark.parametrize("learner", [interaction_logit, boosted_trees, doubly_robust])
def test_every_learner_sees_who_is_moved(learner):
    trial = experiment(seed=10, size=20_000)
    untreated, treated = learner(trial)(trial.features)
    moved = trial.features[:, 1] > 0
    effect = treated - untreated
    assert effect[moved].mean() - effect[~moved].mean() == pytest.approx(0.1, abs=0.035)


def test_one_who_never_buys_is_expected_to_spend_nothing():
    trial = spending(seed=11)
    nothing = Experiment(trial.features, trial.treated, np.zeros(len(trial)), 0.5)
    untreated, treated = two_part(nothing)(trial.features)
    assert not untreated.any()
    assert not treated.any()
