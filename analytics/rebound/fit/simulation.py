"""A panel with its windows and its simulated paths, and one series of it: what every sum, check and answer is made from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.rebound.fit.counterfactual import Counterfactual, Plan, counterfactual
from analytics.rebound.fit.decay import Decay, decay
from analytics.rebound.fit.ledger import Ledger, ledger
from analytics.rebound.fit.model import Fitted
from analytics.rebound.fit.quiet_dates import Placebos
from analytics.rebound.fit.sums import summed
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.clock import Clock
from analytics.rebound.series.panel import Panel
from analytics.rebound.series.units import modelled
from analytics.rebound.series.windows import Spans


@dataclass(frozen=True)
class SimulatedSeries:
    """One series, or the sum of several: what was, and on every path what would have been.

    panel: in which it stands at `place`; windows: its own; paths: of that panel.
    """

    panel: Panel
    windows: Spans
    paths: Counterfactual
    place: int

    @property
    def name(self) -> str:
        """The name of the series."""
        return self.panel.names[self.place]

    @property
    def clock(self) -> Clock:
        """The clock of its periods."""
        return self.panel.clock

    @property
    def start(self) -> int:
        """The first period of its first shock."""
        return self.windows[0].start

    @property
    def last(self) -> int:
        """The first period no longer looked at."""
        return self.windows[-1].last

    @property
    def is_reopened(self) -> bool:
        """Whether the last shock has an end."""
        return self.windows[-1].reopen is not None

    @property
    def is_logs(self) -> bool:
        """Whether its model units are logs."""
        return bool(self.paths.logs[self.place])

    @property
    def actual(self) -> Array:
        """(periods from the first shock on,) amounts in the series' unit, 0 where not observed."""
        return self.panel.amounts[self.place, self.start :]

    @property
    def seen(self) -> Array:
        """(periods from the first shock on,) share of each period observed."""
        return self.panel.seen[self.place, self.start :]

    @property
    def expected(self) -> Array:
        """(paths, periods from the first shock on) amounts in the series' unit; the first path is the point estimate."""
        return self.paths.amounts[:, self.place, self.start - self.paths.start :]

    @property
    def model(self) -> Array:
        """The same in model units."""
        return self.paths.model[:, self.place, self.start - self.paths.start :]

    @property
    def covariance(self) -> Array:
        """(periods, periods from the first shock on) of the forecast, in model units."""
        return self.paths.covariance[self.place]

    @property
    def fitted(self) -> tuple[Fitted, int]:
        """The fit of its group, and its row there."""
        group, row = self.paths.place(self.place)
        return self.paths.fitted[group], row

    @property
    def placebos(self) -> tuple[Placebos, int] | None:
        """Its group's errors at quiet dates, and its place there; None without any date."""
        group, row = self.paths.place(self.place)
        if not self.paths.placebos or not len(self.paths.placebos[group].starts):
            return None
        return self.paths.placebos[group], row

    def shifted_windows(self) -> Spans:
        """The windows counted from the first shock."""
        return counted_from_shock(self.windows)

    def ledger(self) -> Ledger:
        """The sums over all its windows."""
        return ledger(self.actual, self.expected, self.shifted_windows(), self.seen, self.panel.unit)

    def decay(self) -> Decay | None:
        """The curve of its level after the last reopening (after the shock's start where that has no end)."""
        last = self.shifted_windows()[-1]
        after = slice(last.start if last.reopen is None else last.reopen, last.last)
        paths = self.model[:, after]
        values, is_logs = modelled(self.panel.values[self.place], self.start)
        actual = values[self.start :][after]
        kept = np.flatnonzero(np.isfinite(actual))
        ratios = np.nan_to_num(actual) - paths
        if not is_logs:
            ratios = ratios / max(abs(float(paths[0].mean())), 1e-6)
        covariance = self.covariance[after, after][np.ix_(kept, kept)]
        return decay(ratios[:, kept], covariance, kept.astype(float), self.paths.plan.seed + self.place)


@dataclass(frozen=True)
class Simulation:
    """A panel, the windows of each of its series in its order, and the joint paths of them all."""

    panel: Panel
    windows: Sequence[Spans]
    paths: Counterfactual

    def series(self, place: int) -> SimulatedSeries:
        """The series at a place of the panel."""
        return SimulatedSeries(self.panel, self.windows[place], self.paths, place)

    def sum(self, members: Sequence[int], name: str = "") -> SimulatedSeries:
        """The sum of series that share their windows; a member alone is itself, under its own name."""
        first = members[0]
        if len(members) == 1:
            return self.series(first)
        windows, panel = self.windows[first], self.panel.sum(members, name)
        return SimulatedSeries(panel, windows, summed(panel, windows[0].start, self.paths, members), 0)


def simulation(panel: Panel, windows: Sequence[Spans], draws: int, calibrated: bool = True) -> Simulation:
    """Fits and simulates a prepared panel.

    Args:
        windows: of each series, in the panel's order; draws: paths.
        calibrated: whether the fit is tried at quiet dates; without that the model's own claim stands.
    """
    return Simulation(panel, windows, counterfactual(panel, Plan.covering(windows, draws), calibrated))


def counted_from_shock(windows: Spans) -> Spans:
    """Windows of a panel counted from their first shock."""
    return tuple(window.shifted(-windows[0].start) for window in windows)
