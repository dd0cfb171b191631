"""Several series as one: sums of the same joint paths, so that parts and whole agree to the last digit."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analytics.rebound.fit.counterfactual import Counterfactual
from analytics.rebound.fit.quiet_dates import Placebos
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.panel import Panel
from analytics.rebound.series.units import log_floor, modelled, size

# Weight of the smooth part in the covariance of a sum's paths, which draws alone would leave too ragged to invert.
SMOOTH = 0.05


def summed(panel: Panel, start: int, simulated: Counterfactual, members: Sequence[int]) -> Counterfactual:
    """The counterfactual of the members' sum, as that of a panel of one series.

    Args:
        panel: of the sum alone; start: the first period of the members' event; simulated: of all series.
    """
    chosen = list(members)
    amounts = simulated.amounts[:, chosen].sum(1)
    past = panel.values[0]
    _, logs = modelled(past, start)
    past = past[:start][np.isfinite(past[:start])]
    model = np.log(np.maximum(amounts, log_floor(past))) if logs else amounts / size(past)
    weight = np.clip(simulated.amounts[0, chosen].sum(1), 0, None)
    weight = weight / weight.sum() if weight.sum() > 0 else np.full(len(chosen), 1 / len(chosen))
    heaviest = chosen[int(weight.argmax())]
    group, row = simulated.place(heaviest)
    laid = simulated.laid[group]
    alone = replace(laid, series=np.where(np.arange(len(laid.series)) == row, 0, -1))
    return replace(
        simulated, model=model[:, None], amounts=amounts[:, None], logs=np.array([logs]),
        covariance=(_covariance(model[1:, start - simulated.start :]),), laid=(alone,),
        fitted=(simulated.fitted[group],),
        placebos=_placebos(simulated, chosen, weight, row) if simulated.placebos else (),
    )  # fmt: skip


def _covariance(paths: Array) -> Array:
    """Sample covariance (periods, periods) of the paths, drawn a little towards its diagonal."""
    sample = np.cov(paths.T)
    return np.asarray((1 - SMOOTH) * sample + SMOOTH * np.diag(np.diag(sample)))


def _placebos(simulated: Counterfactual, members: Sequence[int], weight: Array, row: int) -> tuple[Placebos, ...]:
    """Errors of the sum at the dates all members share: the members' errors by their share of sales.

    Args:
        weight: (members,) shares of sales; row: of the heaviest member in its group.
    """
    own = [(simulated.placebos[group], at) for group, at in map(simulated.place, members)]
    starts = set.intersection(*({int(s) for s in tried.starts} for tried, _ in own))
    first, length = own[0][0], len(own[0][0].standard[0][0]) if len(own[0][0].starts) else 3
    kept = np.array(sorted(starts), dtype=int)
    errors, spreads = np.zeros((len(members), len(kept), length)), np.zeros((len(members), len(kept), length))
    for k, (tried, at) in enumerate(own):
        rows = np.flatnonzero(np.isin(tried.starts, kept))
        errors[k] = tried.error[rows, at]
        standard = tried.standard[rows, at]
        spreads[k] = np.abs(tried.error[rows, at] / np.where(standard == 0, 1, standard))
    error = np.einsum("k,kdq->dq", weight, errors)
    alike = simulated.alike[np.ix_(members, members)]
    variance = np.einsum("i,j,ij,idq,jdq->dq", weight, weight, alike, spreads, spreads)
    standard = error / np.sqrt(np.maximum(variance, 1e-18))
    series = len(simulated.laid[simulated.place(members[int(weight.argmax())])[0]].series)
    wide_error, wide = np.zeros((len(kept), series, length)), np.zeros((len(kept), series, length))
    wide_error[:, row], wide[:, row] = error, standard
    return (replace(first, starts=kept, standard=wide, error=wide_error),)
