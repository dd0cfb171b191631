import numpy as np
import pytest

from analytics.uplift import Design, answer
from analytics.uplift.effect import average_effect
from analytics.uplift.experiment import Experiment
from tests.analytics.uplift.files import confounded


def asked(frame, treated, outcome, **design):
    return answer(frame, list(frame.columns), Design(treated, **design), outcome, name="y")


@pytest.mark.parametrize("shape", ["straight", "bent", "joint", "grouped"])
def test_a_treatment_of_those_who_buy_anyway_is_an_association_and_adjusted(shape):
    frame, treated, outcome = confounded(11, effect=0.05, shape=shape)
    found = asked(frame, treated, outcome)
    assert found.evidence == "association"
    assert found.reasons[0].code == "arms_differ"
    assert not found.difference.holds(0.05)
    assert found.effect.holds(0.05)
    assert found.ranking is None


def test_unequal_chances_of_groups_are_no_harm_once_they_are_named():
    draw = np.random.default_rng(12)
    frame, _, _ = confounded(12)
    stratum = draw.integers(0, 2, len(frame))
    chance = np.where(stratum == 1, 0.8, 0.2)
    treated = draw.random(len(frame)) < chance
    outcome = (draw.random(len(frame)) < 0.1 + 0.2 * stratum).astype(float)
    frame = frame.assign(level=stratum + 0.1 * draw.normal(size=len(frame)))
    plain = asked(frame, treated, outcome)
    by_stratum = asked(frame, treated, outcome, stratum=stratum)
    by_chance = asked(frame, treated, outcome, chance=chance)
    assert (plain.evidence, by_stratum.evidence, by_chance.evidence) == ("association", "stratified", "chance known")
    assert not plain.difference.holds(0)
    assert all(one.effect.holds(0) and one.adjusted.holds(0) for one in (by_stratum, by_chance))
    assert plain.effect.holds(0)


def test_two_strata_by_hand():
    # Stratum 0: 4 less 1; stratum 1: 10 less 8; six rows of ten are in stratum 0.
    treated = np.array([1, 1, 0, 0, 0, 0, 1, 1, 0, 0]) == 1
    outcome = np.array([3.0, 5, 0, 2, 1, 1, 9, 11, 7, 9])
    stratum = np.array([0] * 6 + [1] * 4)
    frame, _, _ = confounded(0, size=10)
    found = asked(frame[["x"]], treated, outcome, stratum=stratum)
    assert found.effect.estimate == pytest.approx(0.6 * 3 + 0.4 * 2)
    variance = 0.36 * (2 / 2 + (2 / 3) / 4) + 0.16 * (2 / 2 + 2 / 2)
    assert found.effect.high - found.effect.estimate > 1.96 * variance**0.5


def test_shops_treated_whole_are_as_few_as_they_are():
    draw = np.random.default_rng(13)
    shop = np.repeat(np.arange(20), 50)
    treated = (draw.permutation(20) < 10)[shop]
    outcome = 0.5 * draw.normal(size=20)[shop] + draw.normal(size=1_000)
    frame, _, _ = confounded(13, size=1_000)
    found = asked(frame[["mark"]], treated, outcome, cluster=shop)
    plain = average_effect(Experiment(np.zeros((1_000, 0)), treated, outcome, 0.5))
    assert found.evidence == "clustered"
    assert found.effect.high - found.effect.low > 2 * (plain.high - plain.low)


def test_three_treated_are_too_few_to_adjust():
    draw = np.random.default_rng(14)
    frame, _, outcome = confounded(14, size=600)
    treated = np.arange(600) < 3
    outcome[draw.choice(3, 2, replace=False)] = 1.0
    found = asked(frame, treated, outcome)
    assert np.isnan(found.adjusted.estimate)
    assert "too_few_to_adjust" in [reason.code for reason in found.reasons]


def test_an_arm_without_scatter_has_not_shown_to_have_none():
    treated = np.arange(600) < 4
    outcome = np.where(treated, 1.0, (np.arange(600) % 5 == 0) * 1.0)
    effect = average_effect(Experiment(np.zeros((600, 0)), treated, outcome, 0.5))
    assert effect.high - effect.low > 1


@pytest.mark.parametrize("small", [4, 8, 20])
def test_intervals_of_tiny_arms_hold_the_truth(small):
    held = []
    for seed in range(400):
        draw = np.random.default_rng([seed, small])
        treated, outcome = np.arange(200) < small, (draw.random(200) < 0.3).astype(float)
        held.append(average_effect(Experiment(np.zeros((200, 0)), treated, outcome, 0.5)).holds(0))
    assert np.mean(held) > 0.92


def test_nobody_alike_is_no_comparison():
    draw = np.random.default_rng(15)
    frame, _, outcome = confounded(15)
    treated = frame["x"].to_numpy() + 0.05 * draw.normal(size=len(frame)) > 0
    found = asked(frame, treated, outcome)
    assert (found.evidence, found.conclusion) == ("association", "unknown")
    assert found.reasons[1].code == "difference_unknown"
