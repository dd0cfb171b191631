"""Who is moved by the treatment, and can that be told from chance?"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analytics.interval import Interval
from analytics.uplift.calibration import BINS, Calibration, calibration
from analytics.uplift.effect import adjusted_effect, average_effect, student
from analytics.uplift.experiment import Experiment, Numbers, stacked
from analytics.uplift.learners import Forecast, Learner, menu
from analytics.uplift.ranking import qini, uplift_at

BLOCKS = 6
FIRST_JUDGED = 2
FEWEST = 30
PERCENTS = (10, 20, 30)


@dataclass(frozen=True)
class Held:
    """Customers judged, in block order.

    Attributes:
        rows: (judged,) their places in the experiment; the arrays below are of the same shape.
        untreated, treated: outcome expected of each by a learner that had not seen them.
        net: their experiment, on the outcome net of what was expected whatever the arm.
    """

    rows: NDArray[np.int64]
    untreated: Numbers
    treated: Numbers
    net: Experiment


@dataclass(frozen=True)
class Uplift:
    """What the treatment did, and whether customers can be ranked by it.

    Attributes:
        rows: customers and draws used.
        average: treated less control, outcome's unit per customer.
        adjusted: the same net of what the features explain.
        qini: area above a random choice per treated customer, on customers no model had seen.
        at: effect among the 10, 20 and 30 % ranked highest, on the same customers.
        calibration: predicted against found effects, on the same customers.
        held: those customers; None when there were too few to judge.
        learner: the learner that did best on them; it made `forecast` from all rows.
        verdict: "signal" when the Qini interval lies above 0, else "no signal".
        forecast: from features to the outcome expected (untreated, treated).
    """

    rows: int
    average: Interval
    adjusted: Interval
    qini: Interval
    at: dict[int, Interval]
    calibration: Calibration
    held: Held | None
    learner: str
    verdict: str
    forecast: Forecast

    @property
    def judged(self) -> int:
        """How many customers the ranking was judged on."""
        return 0 if self.held is None else len(self.held.rows)

    @property
    def signal(self) -> bool:
        """Whether ranking customers beats taking them at random."""
        return self.verdict == "signal"


def uplift(
    trial: Experiment, *, seed: int = 0, order: Numbers | None = None, learners: Mapping[str, Learner] | None = None
) -> Uplift:
    """Learns who is moved, judging every step on customers not seen before it.

    Customers are cut into six blocks, at random or in `order` of time. Each learner learns from the first block and
    ranks the second, learns from two and ranks the third, and so on. From the third block on, the learner that was
    ahead so far is judged on the block that comes. No block is judged by anything learnt from it, learner choice
    included, so the block results are uncorrelated and their errors add up (sequential validation, Wager 2024; with
    ordinary cross-fitting the intervals would be 1.4 times too narrow when there is nothing to find).

    Args:
        seed: of the draw of the blocks; the same seed gives the same answer.
        order: when each row was drawn; later customers then judge what was learnt from earlier ones.
        learners: name to learner, the plainest first; by default `menu` of the outcome.

    Raises:
        ValueError: `order` has another length than the experiment.
    """
    learners = learners or menu(trial)
    import_module("sklearn.ensemble")  # first: a library that is loaded later would keep its threads
    with threadpool_limits(limits=1):
        blocks = _blocks(trial, seed, order)
        fewest = min(min((arm := trial.treated[block]).sum(), (~arm).sum()) for block in blocks)
        enough = fewest >= FEWEST and trial.features.shape[1] > 0
        course = _course(trial, blocks, learners) if enough else []
        chosen = _ahead(learners, course)
        return _summed(trial, course, chosen, learners[chosen](trial))


@dataclass(frozen=True)
class _Step:
    """One block, ranked by every learner from the blocks before it; `chosen` was ahead before it was seen."""

    areas: dict[str, tuple[float, float]]
    chosen: str
    held: Held

    @property
    def score(self) -> Numbers:
        return self.held.treated - self.held.untreated


def _course(trial: Experiment, blocks: list[NDArray[np.int64]], learners: Mapping[str, Learner]) -> list[_Step]:
    steps: list[_Step] = []
    for index in range(1, len(blocks)):
        learnt = trial.rows(np.sort(np.concatenate(blocks[:index])))
        chosen = _ahead(learners, steps)
        expected = {name: learner(learnt)(trial.features[blocks[index]]) for name, learner in learners.items()}
        steps.append(_step(trial, blocks[index], expected, chosen))
    return steps


def _step(
    trial: Experiment, rows: NDArray[np.int64], expected: dict[str, tuple[Numbers, Numbers]], chosen: str
) -> _Step:
    ahead = trial.rows(rows)
    # What is expected of a customer whatever the arm only adds noise: the control level times the chance of treatment
    # and the reverse is the share that costs least.
    untreated, treated = expected[chosen]
    net = ahead.net_of(untreated * ahead.chance + treated * (1 - np.asarray(ahead.chance)))
    areas = {name: qini(with_it - without, net) for name, (without, with_it) in expected.items()}
    return _Step(areas, chosen, Held(rows, untreated, treated, net))


def _ahead(learners: Mapping[str, Learner], steps: list[_Step]) -> str:
    """The learner with the best ranking so far; the plainest until there is one."""
    return max(learners, key=lambda name: sum(step.areas[name][0] for step in steps))


def _blocks(trial: Experiment, seed: int, order: Numbers | None) -> list[NDArray[np.int64]]:
    """Rows of each block: equal shares of both arms at random, or consecutive in time; a customer stays whole."""
    who = np.arange(len(trial)) if trial.customer is None else np.unique(trial.customer, return_inverse=True)[1]
    people = int(who.max()) + 1
    if order is not None:
        if len(order) != len(trial):
            raise ValueError(f"order has {len(order)} values for {len(trial)} rows; give one per row")
        first = np.full(people, np.inf)
        np.minimum.at(first, who, order)
        place = np.argsort(np.argsort(first, kind="stable"), kind="stable") * BLOCKS // people
    else:
        treated = np.zeros(people, dtype=bool)
        np.logical_or.at(treated, who, trial.treated)
        place = np.empty(people, dtype=np.int64)
        draw = np.random.default_rng(seed)
        for arm in (False, True):
            inside = np.flatnonzero(treated == arm)
            place[inside] = draw.permutation(len(inside)) % BLOCKS
    return [np.flatnonzero(place[who] == block) for block in range(BLOCKS)]


def _summed(trial: Experiment, course: list[_Step], learner: str, forecast: Forecast) -> Uplift:
    judged = course[FIRST_JUDGED - 1 :]
    area = _mean([step.areas[step.chosen] for step in judged])
    at = {k: _mean([uplift_at(k, step.score, step.held.net) for step in judged], _spare(judged, k)) for k in PERCENTS}
    return Uplift(
        rows=len(trial),
        average=average_effect(trial),
        adjusted=adjusted_effect(trial),
        qini=area,
        at=at,
        calibration=_calibrated(judged),
        held=_together([step.held for step in judged]),
        learner=learner,
        verdict="signal" if area.low > 0 else "no signal",
        forecast=forecast,
    )


def _spare(judged: list[_Step], percent: int) -> float:
    """Degrees of freedom among the customers ranked highest: those of the smaller arm less one a block."""
    arms = [step.held.net.treated for step in judged]
    return sum(min(int(arm.sum()), int((~arm).sum())) * percent / 100 - 1 for arm in arms)


def _mean(blocks: list[tuple[float, float]], freedom: float = np.inf) -> Interval:
    if not blocks:
        return Interval(float("nan"), float("nan"), float("nan"))
    estimates, errors = np.array(blocks).T
    return Interval.normal(float(estimates.mean()), float(np.sqrt((errors**2).sum())) / len(blocks), student(freedom))


def _together(blocks: list[Held]) -> Held | None:
    if not blocks:
        return None
    return Held(
        np.concatenate([block.rows for block in blocks]),
        np.concatenate([block.untreated for block in blocks]),
        np.concatenate([block.treated for block in blocks]),
        stacked([block.net for block in blocks]),
    )


def _calibrated(judged: list[_Step]) -> Calibration:
    if not judged:
        return Calibration(Interval(float("nan"), float("nan"), float("nan")), pd.DataFrame(columns=list(BINS)))
    return calibration(np.concatenate([step.score for step in judged]), stacked([step.held.net for step in judged]))
