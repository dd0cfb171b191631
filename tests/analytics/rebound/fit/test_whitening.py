import numpy as np
import pytest
from statsmodels.tsa.statespace.structural import UnobservedComponents

from analytics.rebound.fit.noise import Noise
from analytics.rebound.fit.pooling import weights
from analytics.rebound.fit.whitening import Prior, Rows, Whitened


def simulated(periods: int = 120) -> np.ndarray:
    rng = np.random.default_rng(5)
    short = np.zeros(periods)
    for t in range(1, periods):
        short[t] = 0.6 * short[t - 1] + rng.normal(0, 0.8)
    return 3 + np.cumsum(rng.normal(0, 0.2, periods)) + short


def whitened(values: np.ndarray, before: int, noise: Noise) -> tuple[Whitened, Prior]:
    rows = Rows(values[None], np.ones((1, len(values), 1)), np.arange(len(values)), before, 52.18)
    return Whitened.of(rows, noise), Prior(np.zeros((1, 1)), np.full((1, 1), 1e3))


def kalman(values: np.ndarray, noise: Noise, variance: float) -> UnobservedComponents:
    """The same model for statsmodels: random walk + AR(1) + irregular, all variances fixed."""
    model = UnobservedComponents(values, "local level", autoregressive=1)
    short = noise.share * (1 - noise.memory**2)
    sizes = np.array([1 - noise.share + 1e-6, noise.level**2, short]) * variance / noise.movement
    return model.smooth(np.array([*sizes, noise.memory]))


@pytest.mark.parametrize("noise", [Noise(0.25, 0.6, 1.0), Noise(0.35, 0.7, 0.5), Noise(1.2, 0.0, 0.0)])
def test_forecasts_equal_the_kalman_filter_of_statsmodels(noise: Noise) -> None:
    values, before = simulated(), 90
    white, prior = whitened(values, before, noise)
    found = white.posterior(prior, before)
    block = slice(before, 120)
    mean = values[block] - white.factor[block, block] @ white.surprise(found, block)[0]
    spread = white.factor[block, block]
    lean = spread @ white.columns[0, block]
    covariance = found.variance[0] * (spread @ spread.T + lean @ found.covariance[0] @ lean.T)
    other = kalman(values[:before], noise, float(found.variance[0])).get_forecast(30)
    assert mean == pytest.approx(other.predicted_mean, rel=1e-3)
    assert np.diag(covariance) == pytest.approx(other.var_pred_mean, rel=1e-3)


def test_evidence_ranks_noises_as_the_kalman_filter_does() -> None:
    values = simulated()
    noises = [Noise(0.1, 0.7, 1.0), Noise(0.35, 0.5, 1.0), Noise(3.0, 0.0, 0.0)]
    ours, theirs = [], []
    for noise in noises:
        white, prior = whitened(values, 120, noise)
        found = white.posterior(prior, 120)
        ours.append(found.evidence[0])
        theirs.append(kalman(values, noise, float(found.variance[0])).llf)
    assert np.diff(ours) == pytest.approx(np.diff(theirs), abs=0.3)


def test_what_comes_later_changes_no_forecast() -> None:
    values = simulated()
    white, prior = whitened(values, 60, Noise(0.25, 0.6, 1.0))
    other = values.copy()
    other[60:] += 100
    later, _ = whitened(other, 60, Noise(0.25, 0.6, 1.0))
    assert later.posterior(prior, 60).coefficients == pytest.approx(white.posterior(prior, 60).coefficients)


def test_many_cuts_at_once_equal_one_by_one() -> None:
    white, prior = whitened(simulated(), 100, Noise(0.25, 0.6, 1.0))
    together = white.posteriors(prior, [40, 70, 100])
    for cut, found in zip([40, 70, 100], together, strict=True):
        alone = white.posterior(prior, cut)
        assert found.evidence == pytest.approx(alone.evidence)
        assert found.variance == pytest.approx(alone.variance)


def test_a_series_that_says_nothing_takes_the_word_of_the_others() -> None:
    evidence = np.array([[0.0, 8.0]] * 6 + [[0.0, 0.0]])
    assert weights(evidence)[-1, 1] > 0.85
    assert weights(evidence[-1:])[0].tolist() == [0.5, 0.5]
    assert weights(evidence).sum(1) == pytest.approx(1.0)
