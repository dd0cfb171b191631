"""The same question under other choices: dates, history, model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from analytics.interval import Interval
from analytics.rebound.fit.counterfactual import Fits, Plan, counterfactual
from analytics.rebound.fit.ledger import excess, interval, relative
from analytics.rebound.fit.model import Candidate
from analytics.rebound.fit.simulation import SimulatedSeries, Simulation
from analytics.rebound.series.panel import Panel
from analytics.rebound.series.units import is_known
from analytics.rebound.series.windows import Spans
from analytics.results import Reason

DRAWS = 300
MIN_HISTORY = 8
# Makes the simulation under another choice; None where the series do not allow it.
Choice = Callable[[], Simulation | None]


@dataclass(frozen=True)
class Variant:
    """The answer under another choice: what was changed, and what came out."""

    changed: Reason
    relative: Interval
    excess: Interval | None
    lasting: Interval | None


def variants(simulation: Simulation, cuts: Sequence[Sequence[int]]) -> list[tuple[Variant, ...]]:
    """For each cut, the answer with the shock earlier, reopening moved, half the history, and other models.

    The paths are fewer and the widening of intervals is taken over from the answer itself.

    Args:
        cuts: the series summed for each answer; one series alone is a cut of one.
    """
    answered: list[list[Variant]] = [[] for _ in cuts]
    for changed, choice in _choices(simulation).items():
        other = choice()
        if other is None:
            continue
        for own, members in zip(answered, cuts, strict=True):
            own.append(_variant(changed, other.sum(members)))
    return [tuple(own) for own in answered]


def _choices(simulation: Simulation) -> dict[Reason, Choice]:
    clock, donors = simulation.panel.clock, simulation.paths.donors
    early = max(1, round(clock.per_year / 26))
    by = (early, clock.word)
    choices: dict[Reason, Choice] = {
        Reason("shock_earlier", by=by): lambda: _shock_moved(simulation, -early),
        Reason("reopening_later", by=by): lambda: _reopening_moved(simulation, early),
        Reason("half_history"): lambda: _half_history(simulation),
        Reason("no_growth"): lambda: _only(simulation, lambda c: c.growth == "no growth"),
        Reason("free_growth"): lambda: _only(simulation, lambda c: c.growth == "growth"),
    }
    if donors is not None and donors.kept:
        choices[Reason("no_controls")] = lambda: _only(simulation, lambda c: c.donors == "no donors")
    return choices


def _again(changed: Simulation, plan: Plan, fits: Fits | None = None) -> Simulation:
    """The changed panel and windows simulated again, their intervals as much wider as in the first simulation."""
    stretch = changed.paths.stretch
    plain = counterfactual(changed.panel, replace(plan, draws=DRAWS), calibrated=False, fits=fits)
    middle = plain.amounts[:1]
    wide = replace(plain, amounts=middle + stretch * (plain.amounts - middle), stretch=stretch)
    return replace(changed, paths=wide)


def _shock_moved(simulation: Simulation, by: int) -> Simulation | None:
    if min(own[0].start for own in simulation.windows) + by < MIN_HISTORY:
        return None
    windows = [(replace(own[0], start=own[0].start + by), *own[1:]) for own in simulation.windows]
    if not _all_known(simulation.panel, windows):
        return None
    plan = replace(simulation.paths.plan, starts=tuple(own[0].start for own in windows))
    return _again(replace(simulation, windows=windows), plan)


def _reopening_moved(simulation: Simulation, by: int) -> Simulation | None:
    if any(s.reopen is None or s.reopen + by >= s.end for own in simulation.windows for s in own):
        return None
    windows = [tuple(replace(s, reopen=(s.reopen or 0) + by) for s in own) for own in simulation.windows]
    return replace(simulation, windows=windows)


def _half_history(simulation: Simulation) -> Simulation | None:
    per_year = simulation.panel.clock.per_year
    cut = min(own[0].start for own in simulation.windows) // 2
    if cut < max(MIN_HISTORY, per_year if per_year > 1 else MIN_HISTORY):
        return None
    windows = [tuple(s.shifted(-cut) for s in own) for own in simulation.windows]
    panel = simulation.panel.over(slice(cut, None))
    if not _all_known(panel, windows):
        return None
    plan = replace(simulation.paths.plan, starts=tuple(start - cut for start in simulation.paths.plan.starts))
    return _again(replace(simulation, panel=panel, windows=windows), plan)


def _all_known(panel: Panel, windows: Sequence[Spans]) -> bool:
    return all(is_known(line[: own[0].start]) for line, own in zip(panel.values, windows, strict=True))


def _only(simulation: Simulation, keep: Callable[[Candidate], bool]) -> Simulation:
    return _again(simulation, replace(simulation.paths.plan, only=keep), simulation.paths.fits)


def _variant(changed: Reason, series: SimulatedSeries) -> Variant:
    sums, shape = series.ledger(), series.decay()
    regained = excess(sums) if series.is_reopened else None
    share = None if shape is None else shape.share()
    return Variant(changed, relative(sums), regained, None if share is None else interval(share))
