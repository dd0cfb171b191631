"""What was lost and what came back: sums over the windows on every simulated path."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.interval import UNKNOWN, Interval
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.windows import Span


@dataclass(frozen=True)
class Ledger:
    """Amounts on every path, in the series' unit; the first of each array is the point estimate (the median path).

    lost: shortfall over the shocks; regained: excess over the rebounds; given_back: excess lost again later;
    effect: actual less counterfactual from the first shock on; expected: the counterfactual over the same periods;
    expected_after: the counterfactual since the last reopening; expected_shock, expected_rebound: over those windows;
    periods: how many of the file's periods the effect spans.
    """

    lost: Array
    regained: Array
    given_back: Array
    effect: Array
    expected: Array
    expected_after: Array
    expected_shock: Array
    expected_rebound: Array
    periods: float

    @property
    def bounce(self) -> Array:
        """Rise of actual over counterfactual, as a share, from the shocks to the rebounds."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.nan_to_num(self.lost / self.expected_shock + self.regained / self.expected_rebound)

    @property
    def ratio(self) -> Array:
        """Regained over lost; not a number where nothing was lost."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.lost > 0, self.regained / np.where(self.lost > 0, self.lost, 1.0), np.nan)

    @property
    def released(self) -> Array:
        """Pent-up demand let go: what was regained, up to what was lost."""
        return np.clip(self.regained, 0, np.maximum(self.lost, 0))

    @property
    def beyond(self) -> Array:
        """What was regained beyond what was lost."""
        return np.maximum(self.regained - np.maximum(self.lost, 0), 0)


def interval(amounts: Array) -> Interval:
    """The 95 % interval over the paths around the point estimate that leads them."""
    drawn = Interval.of_draws(amounts[1:], amounts[0])
    return Interval(drawn.estimate, min(drawn.low, drawn.estimate), max(drawn.high, drawn.estimate))


def suppressed(sums: Ledger) -> Interval | None:
    """What was lost; None where nothing of the shocks was seen, so that nothing is expected of them either."""
    return interval(sums.lost) if sums.expected_shock.any() else None


def excess(sums: Ledger) -> Interval | None:
    """What was regained; None where nothing of the rebounds was seen."""
    return interval(sums.regained) if sums.expected_rebound.any() else None


def of_both(sums: Ledger, amounts: Array) -> Interval | None:
    """An amount that rests on what was lost and on what was regained; None where one of them is unknown."""
    return None if suppressed(sums) is None or excess(sums) is None else interval(amounts)


def relative(sums: Ledger) -> Interval:
    """The effect as a share of what was expected; unknown where that may have been nothing, or less than nothing."""
    if sums.expected[0] <= 0 or np.mean(sums.expected[1:] > 0) < 0.975:
        return UNKNOWN
    whole = np.concatenate([[True], sums.expected[1:] > 0])
    return interval(sums.effect[whole] / sums.expected[whole])


def ratio(sums: Ledger) -> Interval | None:
    """Regained over lost, where both were seen and a loss there was beyond doubt."""
    ratios = None if excess(sums) is None else over_loss(sums.regained, sums.lost)
    return None if ratios is None else interval(ratios)


def over_loss(amounts: Array, lost: Array) -> Array | None:
    """Amounts over what was lost, on the paths that have a loss, the point estimate first; None where a loss is not beyond doubt."""
    if lost[0] <= 0 or np.mean(lost[1:] > 0) < 0.975:
        return None
    return np.asarray(amounts[lost > 0] / lost[lost > 0])


def ledger(actual: Array, expected: Array, spans: Sequence[Span], exposure: Array, unit: int) -> Ledger:
    """Sums up one series.

    Args:
        actual: (periods,) amounts from the first shock on, 0 where not seen; expected: (paths, periods) likewise.
        spans: windows counted from the first shock.
        exposure: (periods,) share of each period seen; unit: the file's periods in one of them.
    """
    gap = actual[None, :] - expected
    last = spans[-1].last
    lost, regained, back = np.zeros(len(gap)), np.zeros(len(gap)), np.zeros(len(gap))
    shocked, rebounding = np.zeros(len(gap)), np.zeros(len(gap))
    for span in spans:
        if span.reopen is not None:
            lost -= gap[:, span.start : span.reopen].sum(1)
            regained += gap[:, span.reopen : span.end].sum(1)
            back += given_back(gap, span)
            shocked += expected[:, span.start : span.reopen].sum(1)
            rebounding += expected[:, span.reopen : span.end].sum(1)
    after = slice(spans[-1].reopen if spans[-1].reopen is not None else 0, last)
    whole = slice(0, last)
    return Ledger(
        lost=lost,
        regained=regained,
        given_back=back,
        effect=gap[:, whole].sum(1),
        expected=expected[:, whole].sum(1),
        expected_after=expected[:, after].sum(1),
        expected_shock=shocked,
        expected_rebound=rebounding,
        periods=float(exposure[whole].sum() * unit),
    )


def given_back(gap: Array, span: Span) -> Array:
    """A later deficit: net shortfall after the rebound window, or, where it reaches the end, the fall from its peak.

    The peak is looked for at quarters of the window, so that noise from period to period does not count as a deficit.
    """
    assert span.reopen is not None
    if span.end < span.last:
        return np.asarray(np.maximum(-gap[:, span.end : span.last].sum(1), 0))
    marks = np.unique(np.linspace(span.reopen, span.end, 5).round().astype(int)) - span.reopen
    total = np.concatenate([np.zeros((len(gap), 1)), np.cumsum(gap[:, span.reopen : span.end], 1)], 1)[:, marks]
    return np.asarray(np.maximum(total.max(1), 0) - np.maximum(total[:, -1], 0))


def together(parts: Sequence[Ledger]) -> Ledger:
    """The sum of several series, path by path."""

    def total(name: str) -> Array:
        return np.asarray(np.sum([getattr(part, name) for part in parts], axis=0))

    return Ledger(
        lost=total("lost"),
        regained=total("regained"),
        given_back=total("given_back"),
        effect=total("effect"),
        expected=total("expected"),
        expected_after=total("expected_after"),
        expected_shock=total("expected_shock"),
        expected_rebound=total("expected_rebound"),
        periods=max(part.periods for part in parts),
    )
