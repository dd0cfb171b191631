"""What others would answer on the same series: draws of the weeks from the shock on, had it not come.

Each takes log sales before the shock, what is known of every week (season, promotion depth) and the donors, and gives
(paths, weeks) of log sales.
"""

import warnings

import numpy as np
from statsmodels.tsa.statespace.structural import UnobservedComponents

from analytics.rebound.series.arrays import Array
from benchmarks.rebound_shops import BEFORE, PERIODS, Shop

PATHS = 500


def fixed(shop: Shop, segment: int, donors: bool) -> Array:
    """(weeks, columns): constant, three waves of the year, promotion depth, and the donors' log sales."""
    weeks = np.arange(PERIODS)
    angles = 2 * np.pi * np.outer(weeks, (1, 2, 3)) / 52.18
    columns = [np.ones((PERIODS, 1)), np.cos(angles), np.sin(angles), shop.depth[segment][:, None]]
    return np.hstack([*columns, np.log(shop.donors).T] if donors else columns)


def last_year(shop: Shop, segment: int, rng: np.random.Generator) -> Array:
    """The same week a year before; errors independent, as large as last year's."""
    logs = np.log(shop.without[segment])
    error = float(np.std(logs[52:BEFORE] - logs[: BEFORE - 52]))
    paths: Array = logs[BEFORE - 52 : PERIODS - 52] + error * rng.standard_normal((PATHS, PERIODS - BEFORE))
    return paths


def segmented(shop: Shop, segment: int, rng: np.random.Generator) -> Array:
    """Interrupted time series by ordinary least squares: trend, season, promotions, donors; independent errors."""
    known = np.column_stack([fixed(shop, segment, donors=True), np.arange(PERIODS) / 52])
    logs = np.log(shop.without[segment, :BEFORE])
    coefficients, inverse, variance = _least_squares(known[:BEFORE], logs)
    drawn = rng.multivariate_normal(coefficients, variance * inverse, PATHS)
    paths: Array = drawn @ known[BEFORE:].T + np.sqrt(variance) * rng.standard_normal((PATHS, PERIODS - BEFORE))
    return paths


def _least_squares(known: Array, logs: Array) -> tuple[Array, Array, float]:
    inverse = np.linalg.inv(known.T @ known).astype(float)
    coefficients: Array = inverse @ known.T @ logs
    left = logs - known @ coefficients
    return coefficients, inverse, float(left @ left / (len(logs) - known.shape[1]))


def unobserved_components(shop: Shop, segment: int, rng: np.random.Generator) -> Array:
    """statsmodels' local level with regressors, by maximum likelihood."""
    known = fixed(shop, segment, donors=False)[:, 1:]
    logs = np.log(shop.without[segment])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = UnobservedComponents(logs[:BEFORE], "local level", exog=known[:BEFORE]).fit(disp=0, maxiter=60)
        paths = fitted.simulate(PERIODS - BEFORE, exog=known[BEFORE:], anchor="end", repetitions=PATHS, rng=rng)
    return np.asarray(paths).reshape(PERIODS - BEFORE, PATHS).T


def causal_impact_port(shop: Shop, segment: int, rng: np.random.Generator) -> Array:
    """Our port of CausalImpact's default: static regression on the donors, a local level whose step is believed to be a
    hundredth of the series' deviation (inverse gamma, 32 degrees of freedom). Season and promotions as regressors."""
    known = fixed(shop, segment, donors=True)
    logs = np.log(shop.without[segment, :BEFORE])
    spread = float(np.std(logs))
    steps = spread * np.geomspace(0.003, 0.3, 25)
    fits = [_level(known, logs, step, spread) for step in steps]
    weight = np.exp(np.array([fit[0] for fit in fits]) - max(fit[0] for fit in fits))
    picked = rng.choice(len(fits), PATHS, p=weight / weight.sum())
    return np.array([rng.multivariate_normal(fits[k][1], fits[k][2]) for k in picked])


def _level(known: Array, logs: Array, step: float, spread: float) -> tuple[float, Array, Array]:
    """Log posterior of one step size, and mean and covariance of the weeks from the shock on."""
    at, past = np.arange(PERIODS), slice(0, BEFORE)
    ridge = known @ known.T * spread**2 + 25.0
    best: tuple[float, Array, Array] | None = None
    for noise in spread * np.geomspace(0.05, 1.0, 12):
        whole = step**2 * (np.minimum.outer(at, at) + 1.0) + noise**2 * np.eye(PERIODS) + ridge
        lower = np.linalg.cholesky(whole[past, past])
        white = np.linalg.solve(lower, logs - logs.mean())
        likelihood = -0.5 * white @ white - np.log(np.diag(lower)).sum()
        prior = -33 * np.log(step) - 16 * (0.01 * spread / step) ** 2
        if best is None or likelihood + prior > best[0]:
            gain = np.linalg.solve(whole[past, past], whole[past, BEFORE:]).T
            mean = logs.mean() + gain @ (logs - logs.mean())
            best = (float(likelihood + prior), mean, whole[BEFORE:, BEFORE:] - gain @ whole[past, BEFORE:])
    assert best is not None
    return best


PEERS = {
    "year on year": last_year,
    "OLS interrupted time series + donors": segmented,
    "statsmodels local level, maximum likelihood": unobserved_components,
    "CausalImpact (our port)": causal_impact_port,
}
