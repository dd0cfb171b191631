import numpy as np
import pytest

from analytics.rebound.check.placebo import standardised


def test_an_effect_of_two_standard_errors_is_two() -> None:
    draws = np.random.default_rng(0).normal(20, 10, 40_000)
    assert standardised(np.concatenate([[20.0], draws])) == pytest.approx(2, rel=0.03)


def test_a_few_absurd_paths_do_not_make_a_shock_ordinary() -> None:
    draws = np.random.default_rng(0).normal(20, 10, 1000)
    draws[:5] = -1e6
    assert standardised(np.concatenate([[20.0], draws])) == pytest.approx(2, rel=0.15)
