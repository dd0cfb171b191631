import numpy as np
import pytest

from analytics.interval import Interval
from analytics.rebound.check import verdict
from analytics.rebound.fit.ledger import Ledger, interval, ledger, together
from analytics.rebound.series.windows import Span

# Ten a week would have been sold; three weeks of shock bring 4, then 14 for three weeks, then 9 for two.
ACTUAL = np.array([4.0, 4, 4, 14, 14, 14, 9, 9])
EXPECTED = np.full((3, 8), 10.0)


def summed(span: Span) -> Ledger:
    return ledger(ACTUAL, EXPECTED, (span,), np.ones(8), 1)


def test_eighteen_are_lost_and_twelve_come_back() -> None:
    found = summed(Span(0, 3, 6, 8))
    assert found.lost[0] == 18
    assert found.regained[0] == 12
    assert found.ratio[0] == pytest.approx(12 / 18)
    assert found.released[0] == 12
    assert found.beyond[0] == 0
    assert found.given_back[0] == 2
    assert found.effect[0] == -8
    assert found.bounce[0] == pytest.approx(0.6 + 0.4)


def test_more_than_was_lost_is_beyond() -> None:
    found = ledger(np.array([9.0, 14, 14]), np.full((3, 3), 10.0), (Span(0, 1, 3, 3),), np.ones(3), 1)
    assert (found.lost[0], found.released[0], found.beyond[0]) == (1, 1, 7)


def test_without_a_later_window_the_fall_from_the_peak_is_given_back() -> None:
    found = summed(Span(0, 3, 8, 8))
    assert found.regained[0] == 10
    assert 0 < found.given_back[0] <= 2


def test_two_series_add_up_path_by_path() -> None:
    one = summed(Span(0, 3, 6, 8))
    both = together([one, one])
    assert both.lost[0] == 36
    assert both.ratio[0] == pytest.approx(one.ratio[0])


def sums(lost: float, regained: float, spread: float) -> Ledger:
    """Of 100 that would have been sold, 50 while shut and 50 since."""
    rng = np.random.default_rng(0)
    zero = np.zeros(2001)
    noise = np.concatenate([[0.0], rng.normal(0, spread, 2000)])
    return Ledger(lost - noise / 2, regained + noise, zero, zero, zero + 100, zero + 50, zero + 50, zero + 50, 10)


@pytest.mark.parametrize(
    ("lost", "regained", "spread", "word"),
    [(10, 30, 4, "beyond pent-up"), (30, 10, 3, "released"), (30, 1, 3, "none"), (30, 28, 8, "cannot be told"),
     (0, 0, 4, "none"), (0, 0, 16, "cannot be told"), (8, 5, 6, "cannot be told"), (30, -12, 3, "none")],
)  # fmt: skip
def test_the_rebound_is_named_only_where_the_interval_carries_it(
    lost: float, regained: float, spread: float, word: str
) -> None:
    assert verdict.rebound(sums(lost, regained, spread), alarms=0.05) == word


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (0.02, 0.2, "lasting gain"),
        (-0.3, -0.01, "lasting loss"),
        (-0.1, 0.12, "back to level"),
        (-0.3, 0.4, "cannot be told"),
    ],
)
def test_the_level_is_named_only_where_the_interval_carries_it(low: float, high: float, word: str) -> None:
    assert verdict.level(Interval((low + high) / 2, low, high), alarms=0.05) == word


def test_a_model_that_cries_wolf_is_not_believed() -> None:
    assert verdict.level(Interval(0.1, 0.05, 0.2), alarms=0.4) == "cannot be told"
    assert verdict.rebound(sums(10, 30, 4), alarms=0.4) == "cannot be told"
    assert verdict.level(None, alarms=0.0) == "cannot be told"


def test_the_point_estimate_lies_inside_its_interval() -> None:
    found = interval(np.array([5.0, 1, 2, 3, 4]))
    assert found.low <= found.estimate <= found.high
