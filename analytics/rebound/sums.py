"""One series of a simulated panel, summed over its windows and shaped after its reopening."""

from dataclasses import replace

import numpy as np

from analytics.rebound.counterfactual import Counterfactual
from analytics.rebound.decay import Decay, decay
from analytics.rebound.ledger import Ledger, ledger
from analytics.rebound.prepare import Spans
from analytics.rebound.series import Panel, modelled


def summed(panel: Panel, spans: Spans, found: Counterfactual, series: int) -> Ledger:
    """The sums of one series over its windows."""
    start = spans[0].start
    own = slice(start - found.start, None)
    actual, seen = panel.amounts[series, start:], panel.seen[series, start:]
    return ledger(actual, found.amounts[:, series, own], moved(spans), seen, panel.unit)


def moved(spans: Spans) -> Spans:
    """The windows counted from the first shock."""
    first = spans[0].start
    return tuple(
        replace(s, start=s.start - first, reopen=None if s.reopen is None else s.reopen - first, end=s.end - first,
                last=s.last - first)
        for s in spans
    )  # fmt: skip


def shaped(panel: Panel, spans: Spans, found: Counterfactual, series: int) -> Decay | None:
    """The curve of the level after the last reopening (after the shock's start when it has no end)."""
    last = moved(spans)[-1]
    begin = last.start if last.reopen is None else last.reopen
    own = slice(spans[0].start - found.start, None)
    paths = found.model[:, series, own][:, begin : last.last]
    actual, logs = modelled(panel.values[series], spans[0].start)
    actual = actual[spans[0].start :][begin : last.last]
    kept = np.flatnonzero(np.isfinite(actual))
    ratios = np.nan_to_num(actual) - paths
    if not logs:
        ratios = ratios / max(abs(float(paths[0].mean())), 1e-6)
    covariance = found.covariance[series][begin : last.last, begin : last.last][np.ix_(kept, kept)]
    return decay(ratios[:, kept], covariance, kept.astype(float), found.asked.seed + series)
