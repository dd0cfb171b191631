import numpy as np
import pytest

from analytics.rebound.check import verdict
from analytics.rebound.check.probabilities import Probabilities, probabilities
from analytics.rebound.fit.ledger import Ledger
from analytics.results import Reason

ZERO = np.zeros(401)


def lasting(middle: float, spread: float) -> np.ndarray:
    """The point estimate, then 400 draws at the quantiles of an even distribution of this half width."""
    return np.concatenate([[middle], middle + spread * np.linspace(-1, 1, 400)])


def sums(lost: np.ndarray, regained: np.ndarray) -> Ledger:
    return Ledger(lost, regained, ZERO, ZERO, ZERO + 100, ZERO + 50, ZERO + 50, ZERO + 50, 10)


def said(level: np.ndarray | None, since: Ledger | None = None, alarms: float = 0.05) -> Probabilities:
    return probabilities(level, since, alarms, verdict.UNKNOWN)


def test_a_level_anywhere_within_a_fifth_is_within_a_tenth_every_second_time() -> None:
    found = said(lasting(0.0, 0.2)).level
    assert found == pytest.approx({"down": 0.25, "within": 0.5, "up": 0.25}, abs=0.005)
    assert sum(found.values()) == pytest.approx(1)


def test_what_came_back_is_held_against_nine_and_eleven_tenths_of_the_loss() -> None:
    found = said(None, sums(ZERO + 20, 20 * lasting(1.05, 0.2))).regained
    assert found == pytest.approx({"under": 0.137, "about": 0.49, "over": 0.373}, abs=0.005)
    assert sum(found.values()) == pytest.approx(1)


def test_no_number_of_paths_makes_a_statement_certain() -> None:
    found = said(lasting(0.5, 0.01)).level
    assert 0 < found["down"] < 0.002 and 0.99 < found["up"] < 1
    assert sum(found.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("since", "code"),
    [
        (None, "not_reopened"),
        (sums(lasting(1.0, 2.0), ZERO + 1), "loss_in_doubt"),
        (Ledger(ZERO + 1, ZERO, ZERO, ZERO, ZERO + 100, ZERO + 50, ZERO + 50, ZERO, 10), "regained_unseen"),
    ],
)
def test_what_cannot_be_told_has_a_reason_and_no_probability(since: Ledger | None, code: str) -> None:
    found = said(None, since)
    assert (found.level, found.regained, found.standing) == ({}, {}, None)
    assert [reason.code for reason in found.unknown] == ["level_unknown", code]
    assert found.sentences == found.unknown


def test_a_model_that_cries_wolf_gives_no_probability() -> None:
    found = said(lasting(0.0, 0.1), sums(ZERO + 20, ZERO + 20), alarms=0.4)
    assert (found.level, found.regained, found.standing) == ({}, {}, None)
    assert found.unknown == (Reason("too_many_alarms", share=0.4),)


def test_no_effect_and_not_enough_data_are_told_apart_by_what_can_be_excluded() -> None:
    none = probabilities(lasting(0.0, 0.06), None, 0.05, verdict.BACK).standing
    assert none is not None and none.code == "no_lasting_change"
    assert none.values["excluded"] == pytest.approx(0.057, abs=0.001)
    open_ = probabilities(lasting(0.0, 0.4), None, 0.05, verdict.UNKNOWN).standing
    assert open_ is not None and open_.code == "change_open"
    assert open_.values["excluded"] == pytest.approx(0.38, abs=0.001)
    assert probabilities(lasting(0.4, 0.1), None, 0.05, verdict.GAIN).standing is None
