import numpy as np
import pytest

from analytics.promotions.audience.groups import groups
from analytics.uplift import Experiment, interaction_logit, uplift
from tests.analytics.uplift.drawn import experiment

PLAIN = {"interaction logit": interaction_logit}


def needs(size: int = 40_000) -> Experiment:
    """A quarter needs it (+0.3), a quarter buys anyway (0.6), a quarter never, a quarter is put off (0.4 less 0.3)."""
    draw = np.random.default_rng(0)
    kind = draw.integers(0, 4, size)
    treated = draw.random(size) < 0.5
    base = np.array([0.05, 0.6, 0.03, 0.4])[kind]
    chance = base + treated * np.array([0.3, 0.0, 0.0, -0.3])[kind]
    features = (kind[:, None] == np.arange(4)) * 1.0
    return Experiment(features, treated, (draw.random(size) < chance) * 1.0, 0.5)


def test_four_planted_groups_are_told_apart_and_confirmed():
    trial = needs()
    found = groups(uplift(trial, learners=PLAIN), trial.outcome, trial.treated, break_even=0.3)
    table = found.table.set_index("group")
    assert list(table.index) == ["needs it", "buys anyway", "never", "put off by it"]
    assert table["confirmed"].all()
    assert table["customers"].to_numpy() / table["customers"].sum() == pytest.approx(0.25, abs=0.02)
    assert table.loc["needs it", "effect"] == pytest.approx(0.3, abs=0.03)
    assert table.loc["put off by it", "effect"] == pytest.approx(-0.3, abs=0.03)
    assert table.loc["put off by it", "moved_high"] < 0
    assert found.evidence == "experiment"


def test_without_a_signal_nobody_is_told_apart():
    trial = experiment(seed=1, size=1_200, moved=0.0)
    found = groups(uplift(trial, learners=PLAIN), trial.outcome, trial.treated)
    assert found.table["group"].tolist() == ["cannot be told apart"]
    assert not found.table["confirmed"].any()
    assert found.table["customers"].sum() == len(trial)


def test_the_groups_are_all_of_those_judged():
    trial = experiment(seed=2, size=12_000)
    judged = uplift(trial, learners=PLAIN)
    table = groups(judged, trial.outcome, trial.treated, break_even=0.2).table
    assert table["customers"].sum() == judged.judged
    assert table["share"].sum() == pytest.approx(1)
