"""Several series as one: sums of the same joint paths, so that parts and whole agree to the last digit."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analytics.rebound.counterfactual import Counterfactual
from analytics.rebound.noise import Array
from analytics.rebound.placebo import Placebos
from analytics.rebound.prepare import Spans
from analytics.rebound.series import Panel, least, modelled, size

# Weight of the smooth part in the covariance of a sum's paths, which draws alone would leave too ragged to invert.
SMOOTH = 0.05


def one_series(
    panel: Panel, spans: Sequence[Spans], found: Counterfactual, members: Sequence[int], name: str = ""
) -> tuple[Panel, Spans, Counterfactual, int]:
    """The members as one series, with its windows and its place; a member alone is itself.

    The members must share their windows.
    """
    first = members[0]
    if len(members) == 1:
        return panel, spans[first], found, first
    return summed_panel(panel, members, name), spans[first], summed_paths(panel, spans[first], found, members), 0


def summed_panel(panel: Panel, members: Sequence[int], name: str) -> Panel:
    """One series: the sum of the members where observed; a period no member was seen in stays missing."""
    chosen = list(members)
    seen = panel.seen[chosen].max(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = np.where(seen > 0, panel.amounts[chosen].sum(0) / seen, np.nan)
    return replace(
        panel,
        names=(name,),
        values=values[None],
        exposure=seen[None],
        regressor_names=(),
        regressors=np.zeros((0, 1, len(panel.dates))),
    )


def summed_paths(panel: Panel, spans: Spans, found: Counterfactual, members: Sequence[int]) -> Counterfactual:
    """The counterfactual of the members' sum, as that of a panel of one series."""
    chosen, start = list(members), spans[0].start
    amounts = found.amounts[:, chosen].sum(1)
    past = summed_panel(panel, members, "").values[0]
    _, logs = modelled(past, start)
    past = past[:start][np.isfinite(past[:start])]
    model = np.log(np.maximum(amounts, least(past))) if logs else amounts / size(past)
    weight = np.clip(found.amounts[0, chosen].sum(1), 0, None)
    weight = weight / weight.sum() if weight.sum() > 0 else np.full(len(chosen), 1 / len(chosen))
    heaviest = chosen[int(weight.argmax())]
    group, place = found.place(heaviest)
    laid = replace(found.laid[group], series=np.where(np.arange(len(found.laid[group].series)) == place, 0, -1))
    dates = _placebos(found, chosen, weight, place) if found.placebos else ()
    return replace(
        found, model=model[:, None], amounts=amounts[:, None], logs=np.array([logs]),
        covariance=(_covariance(model[1:, start - found.start :]),), laid=(laid,), fitted=(found.fitted[group],),
        placebos=dates,
    )  # fmt: skip


def _covariance(paths: Array) -> Array:
    """Sample covariance of the paths drawn a little towards its diagonal."""
    sample = np.cov(paths.T)
    return np.asarray((1 - SMOOTH) * sample + SMOOTH * np.diag(np.diag(sample)))


def _placebos(found: Counterfactual, members: Sequence[int], weight: Array, place: int) -> tuple[Placebos, ...]:
    """Errors of the sum at the dates all members share: the members' errors by their share of sales."""
    each = [(found.placebos[group], at) for group, at in map(found.place, members)]
    starts = set.intersection(*({int(s) for s in tried.starts} for tried, _ in each))
    first, length = each[0][0], len(each[0][0].standard[0][0]) if len(each[0][0].starts) else 3
    kept = np.array(sorted(starts), dtype=int)
    errors, spreads = np.zeros((len(members), len(kept), length)), np.zeros((len(members), len(kept), length))
    for k, (tried, at) in enumerate(each):
        rows = np.flatnonzero(np.isin(tried.starts, kept))
        errors[k] = tried.error[rows, at]
        spreads[k] = np.abs(
            tried.error[rows, at] / np.where(tried.standard[rows, at] == 0, 1, tried.standard[rows, at])
        )
    error = np.einsum("k,kdq->dq", weight, errors)
    own = found.alike[np.ix_(members, members)]
    variance = np.einsum("i,j,ij,idq,jdq->dq", weight, weight, own, spreads, spreads)
    standard = error / np.sqrt(np.maximum(variance, 1e-18))
    series = found.laid[found.place(members[int(weight.argmax())])[0]].series
    wide_error, wide = np.zeros((len(kept), len(series), length)), np.zeros((len(kept), len(series), length))
    wide_error[:, place], wide[:, place] = error, standard
    return (replace(first, starts=kept, standard=wide, error=wide_error),)
