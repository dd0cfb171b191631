"""What the forecast of a series rests on: which controls it follows, and which models are likely."""

from collections import defaultdict

import numpy as np

from analytics.rebound.fit.forecast import likely
from analytics.rebound.fit.simulation import SimulatedSeries


def donor_weights(series: SimulatedSeries) -> dict[str, float]:
    """How strongly the series follows each control, by its slow part or as a whole, strongest first; those left out have weight 0."""
    donors = series.paths.donors
    if donors is None:
        return {}
    fitted, row = series.fitted
    slow, whole = fitted.group.columns.of("slow"), fitted.group.columns.of("whole")
    total, weight = np.zeros(int(slow.sum())), 0.0
    for index in likely(fitted):
        share = float(fitted.weights[row, index])
        coefficients = fitted.posterior(fitted.candidates[index], fitted.group.before).coefficients[row]
        total += share * (coefficients[slow] + coefficients[whole])
        weight += share
    named = dict.fromkeys(donors.names, 0.0)
    named |= {name: float(value / weight) for name, value in zip(donors.kept, total, strict=True)}
    return dict(sorted(named.items(), key=lambda item: -abs(item[1])))


def model_weights(series: SimulatedSeries) -> dict[str, float]:
    """How likely each choice of growth and controls is for the series, 0 to 1."""
    fitted, row = series.fitted
    named: defaultdict[str, float] = defaultdict(float)
    for candidate, share in zip(fitted.candidates, fitted.weights[row], strict=True):
        named[candidate.growth] += float(share)
        named[candidate.donors] += float(share)
    return {name: round(share, 4) for name, share in named.items()}
