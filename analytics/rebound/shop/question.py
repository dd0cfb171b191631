"""The question a shop asks about a rebound."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.closures import Closure
from analytics.rebound.series.windows import Shock, Windows
from data.store import EVERYTHING, Choice

# REAL: units sold at what their market and price tier brought per unit in the year before the shock: prices do not count.
# NET: net sales at one exchange rate for all years: prices count, exchange rates do not.
REAL, NET = "real", "net"
MEASURES = (REAL, NET)
NEAR = timedelta(days=60)


@dataclass(frozen=True)
class Question:
    """Which sales, which closures, and how far to look.

    Attributes:
        choice: filters.
        measure: `real` or `net`.
        closures: of each market of the question, in order.
        counted: weeks of rebound counted after each reopening.
        watched: weeks looked at after a market's last reopening; what is missing after the counted ones was pulled forward.
    """

    choice: Choice = EVERYTHING
    measure: str = REAL
    closures: tuple[tuple[str, tuple[Closure, ...]], ...] = ()
    counted: int = 26
    watched: int = 52

    @property
    def markets(self) -> tuple[str, ...]:
        """The markets of the question."""
        return tuple(market for market, _closures in self.closures)

    @property
    def first(self) -> date:
        """The first closing of all."""
        return min(closures[0].start for _market, closures in self.closures)

    def last(self, mature: date) -> date:
        """The last day looked at in any market."""
        return min(
            max(closures[-1].reopen for _market, closures in self.closures) + timedelta(weeks=self.watched), mature
        )

    def windows(self, mature: date) -> dict[str, Windows]:
        """The model's windows of each market; nothing after `mature`, the last day with returns in, is looked at.

        A closure that began later is left out, and so is a market without an earlier one.

        Raises:
            BadSeries: closures out of order.
        """
        begun = {
            market: [closure for closure in closures if closure.start <= mature] for market, closures in self.closures
        }
        return {market: self._windows(closures, mature) for market, closures in begun.items() if closures}

    def _windows(self, closures: Sequence[Closure], mature: date) -> Windows:
        until, last = min(closures[-1].reopen + timedelta(weeks=self.watched), mature), closures[-1]
        earlier = [Shock(pd.Timestamp(closure.start), pd.Timestamp(closure.reopen)) for closure in closures[:-1]]
        shocks = (*earlier, Shock(pd.Timestamp(last.start), _free(last.reopen, until)))
        return Windows(shocks, self.counted, pd.Timestamp(_monday(until)))


def alongside(
    market: str, chosen: Sequence[Closure], own: dict[str, list[Closure]], watched: int
) -> tuple[tuple[str, tuple[Closure, ...]], ...]:
    """The closures of one market and, around them, those of every other market; one without any is left out."""
    begin, end = chosen[0].start - NEAR, chosen[-1].reopen + timedelta(weeks=watched)
    near = {
        name: tuple(closure for closure in closures if begin <= closure.start < end) for name, closures in own.items()
    }
    near[market] = tuple(chosen)
    return tuple((name, closures) for name, closures in sorted(near.items()) if closures)


def _free(reopen: date, until: date) -> pd.Timestamp | None:
    """The reopening, where at least a whole week of trade follows it."""
    return pd.Timestamp(reopen) if reopen + timedelta(weeks=2) <= until else None


def _monday(until: date) -> date:
    """The Monday of the last whole week up to a day."""
    return until - timedelta(days=(until.weekday() + 1) % 7 + 6)
