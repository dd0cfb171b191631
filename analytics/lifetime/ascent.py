"""The maximum of a log likelihood, however many rows: a sample finds the place, all rows decide.

The sample is climbed by L-BFGS-B (Byrd, Lu, Nocedal & Zhu 1995), all rows by a few BFGS steps (Nocedal & Wright 2006,
chapter 6). `theta` and gradients are (parameters,), covariances and curvatures (parameters, parameters), on the log
scale of the parameters.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analytics.interval import Interval
from analytics.lifetime.histories import Floats
from data.late import late

minimize = late("scipy.optimize", "minimize")

LogLikelihood = Callable[[Floats], tuple[float, Floats]]

_LOWEST, _HIGHEST = -9.0, 9.2  # 1e-4 to 1e4: beyond, customers are as good as alike
_STEP = 1e-4
_ENOUGH = 1e-9


@dataclass(frozen=True)
class Peak:
    """Where the log likelihood is highest, how high, and the covariance its curvature there implies."""

    theta: Floats
    value: float
    covariance: Floats


def peak(whole: LogLikelihood, sketch: LogLikelihood, ratio: float, start: Floats) -> Peak:
    """The maximum of `whole`.

    Args:
        whole: log likelihood and gradient of all rows; the same function as `sketch` where rows are few.
        sketch: the same of a sample, which is climbed from `start` and gives the curvature.
        ratio: size of the whole over size of the sample.
    """
    theta = _climbed(sketch, start)
    covariance = _inverse(_curvature(sketch, theta) * ratio)
    theta, value = _ended(whole, theta, covariance)
    return Peak(theta, value, covariance)


def _ended(whole: LogLikelihood, theta: Floats, inverse: Floats) -> tuple[Floats, float]:
    """Quasi-Newton steps (BFGS) on all rows from near the maximum, until a step gains next to nothing."""
    value, gradient = whole(theta)
    size = 1.0
    for _ in range(40):
        step = inverse @ gradient
        if float(gradient @ step) < _ENOUGH * max(1.0, abs(value) * 1e-3) or size < 1e-6:
            break
        towards = np.clip(theta + step * min(size, 1.0 / float(np.abs(step).max())), _LOWEST, _HIGHEST)
        there, slope = whole(towards)
        if not there > value:
            size /= 4
            continue
        inverse = _updated(inverse, towards - theta, gradient - slope)
        theta, value, gradient, size = towards, there, slope, 1.0
    return theta, value


def _updated(inverse: Floats, moved: Floats, bent: Floats) -> Floats:
    """The inverse curvature after a step that moved the parameters and bent the gradient."""
    product = float(moved @ bent)
    if product <= 0:
        return inverse
    keep = np.eye(len(moved)) - np.outer(moved, bent) / product
    return np.asarray(keep @ inverse @ keep.T + np.outer(moved, moved) / product)


def of_logarithm(theta: float, variance: float) -> Interval:
    """The 95 % interval of a parameter estimated on the log scale."""
    low, middle, high = np.exp(theta + 1.959964 * np.sqrt(variance) * np.array([-1.0, 0.0, 1.0]))
    return Interval(float(middle), float(low), float(high))


def _climbed(sketch: LogLikelihood, start: Floats) -> Floats:
    scale = max(1.0, abs(sketch(start)[0]))

    def objective(theta: Floats) -> tuple[float, Floats]:
        value, gradient = sketch(theta)
        return -value / scale, -gradient / scale

    bounds = [(_LOWEST, _HIGHEST)] * len(start)
    options = {"ftol": 1e-14, "gtol": 1e-9, "maxiter": 500, "maxcor": 20}
    return np.asarray(minimize(objective, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x)


def _curvature(sketch: LogLikelihood, theta: Floats) -> Floats:
    """Minus the second derivatives, by central differences of the gradient."""
    shifts = np.eye(len(theta)) * _STEP
    matrix = np.array([(sketch(theta - shift)[1] - sketch(theta + shift)[1]) / (2 * _STEP) for shift in shifts])
    symmetric: Floats = (matrix + matrix.T) / 2
    return symmetric


def _inverse(curvature: Floats) -> Floats:
    """The inverse; along directions in which the likelihood is flat a standard deviation of 5 at most, not infinity."""
    values, vectors = np.linalg.eigh(curvature)
    return np.asarray((vectors / np.maximum(values, 0.04)) @ vectors.T)
