"""Rebound: is the interval right, and how wide, on shops of a form that is not the model's own?

400 panels (REBOUND_PANELS changes that): a quarter each with a transient rebound, a lasting change, both, and nothing at all;
promotions and a moving holiday inside, heavy tails, level breaks, donors hit too in a third. The estimand of the first table is
the excess of the 39 weeks after reopening, as a share of what would have been sold.
"""

import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.rebound.answer.answers import answers
from analytics.rebound.answer.result import Answer
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.clock import CLOCKS
from analytics.rebound.series.panel import Panel
from analytics.rebound.series.windows import Shock, Windows
from benchmarks.measured import rows
from benchmarks.rebound_oracle import BOUNDS
from benchmarks.rebound_peers import PEERS
from benchmarks.rebound_shops import BEFORE, LOCKED, PERIODS, Shop, shop

# Panels no part of the model was chosen or tuned on.
SEED = 200_000
AFTER = slice(LOCKED, None)


@dataclass(frozen=True)
class Score:
    """One series by one estimator, as shares of the counterfactual: error, interval, truth; whether nothing was planted."""

    error: float
    low: float
    high: float
    truth: float
    null: bool
    seconds: float

    @property
    def held(self) -> bool:
        return self.low <= self.truth <= self.high

    @property
    def called(self) -> bool:
        return not self.low <= 0 <= self.high


def table() -> str:
    """Estimators against each other, then the words and parts of ours, then a large panel's time."""
    panels = [shop(SEED + k) for k in range(int(os.environ.get("REBOUND_PANELS", "400")))]
    scores: dict[str, list[Score]] = defaultdict(list)
    kept: dict[bool, list[tuple[Shop, list[Answer]]]] = {False: [], True: []}
    for one in panels:
        for name, peer in PEERS.items():
            scores[name].append(_peer(one, 0, peer))
        for name, draws in BOUNDS.items():
            scores[name] += [_drawn(one, s, draws(one, s), 0.0) for s in range(len(one.actual))]
        for donors, name in ((False, "Vetrina"), (True, "Vetrina + donors")):
            found = answers(panel(one, donors), windows(one), sensitivity=False)
            kept[donors].append((one, found))
            scores[name] += [_ours(one, s, a) for s, a in enumerate(found)]
    head = ["estimator", "series", "bias %", "RMSE %", "95 % coverage", "width %", "false alarms", "power", "s/series"]
    first = rows(head, [_line(name, each) for name, each in scores.items()])
    return "\n\n".join([first, _parts(kept), _words(kept[True]), _large()])


def panel(one: Shop, donors: bool) -> Panel:
    """The shop as the model takes it; promotion depth is known for its segments, not for the donors."""
    segments = len(one.actual)
    return Panel(
        tuple(f"segment {s}" for s in range(segments)), one.dates, CLOCKS["week"], one.actual,
        tuple(f"donor {d}" for d in range(len(one.donors))) if donors else (),
        one.donors if donors else np.zeros((0, PERIODS)),
        ("depth",), one.depth[None, :segments],
    )  # fmt: skip


def windows(one: Shop) -> Windows:
    """The planted windows."""
    return Windows((Shock(one.dates[BEFORE], one.dates[BEFORE + LOCKED]),))


def _peer(one: Shop, segment: int, peer: Callable[[Shop, int, np.random.Generator], Array]) -> Score:
    begun = time.process_time()
    paths = peer(one, segment, np.random.default_rng(segment))
    return _drawn(one, segment, np.exp(paths), time.process_time() - begun)


def _drawn(one: Shop, segment: int, paths: Array, seconds: float) -> Score:
    """A counterfactual's draws scored on the excess after reopening."""
    without = one.without[segment, BEFORE:][AFTER].sum()
    actual = one.actual[segment, BEFORE:][AFTER].sum()
    found = Interval.of_draws((actual - paths[:, AFTER].sum(1)) / without)
    return _score(one, found, actual / without - 1, seconds)


def _ours(one: Shop, segment: int, found: Answer) -> Score:
    without = one.without[segment, BEFORE + LOCKED :].sum()
    assert found.excess is not None
    share = Interval(*(v / without for v in (found.excess.estimate, found.excess.low, found.excess.high)))
    return _score(one, share, one.actual[segment, BEFORE + LOCKED :].sum() / without - 1, found.seconds)


def _score(one: Shop, found: Interval, truth: float, seconds: float) -> Score:
    return Score(found.estimate - truth, found.low, found.high, truth, one.kind == "none", seconds)


def _line(name: str, each: list[Score]) -> list[str]:
    errors, nulls = np.array([s.error for s in each]), [s for s in each if s.null]
    planted = [s for s in each if not s.null and abs(s.truth) > 0.1]
    return [
        name, str(len(each)), f"{100 * errors.mean():+.1f}", f"{100 * np.sqrt((errors**2).mean()):.1f}",
        f"{np.mean([s.held for s in each]):.3f}", f"{100 * np.mean([s.high - s.low for s in each]):.1f}",
        f"{np.mean([s.called for s in nulls]):.3f}", f"{np.mean([s.called for s in planted]):.2f}",
        f"{np.mean([s.seconds for s in each]):.2f}",
    ]  # fmt: skip


def _parts(kept: dict[bool, list[tuple[Shop, list[Answer]]]]) -> str:
    """Coverage of each published part, and the false alarms the answers themselves report."""
    body = []
    for donors, found in kept.items():
        seen: dict[str, list[bool]] = defaultdict(list)
        alarms = [
            a.placebo.false_alarm_rate for _, each in found for a in each if a.placebo.false_alarm_rate is not None
        ]
        for one, each in found:
            for segment, answer in enumerate(each):
                for name, held in _held(one, segment, answer).items():
                    seen[name].append(held)
        name = "Vetrina + donors" if donors else "Vetrina"
        cells = [
            f"{np.mean(seen[part]):.3f} ({len(seen[part])})" for part in ("suppressed", "ratio", "lasting", "half-life")
        ]
        body.append([name, *cells, f"{np.mean(alarms):.3f}"])
    return rows(
        ["95 % coverage (answers)", "suppressed", "ratio", "lasting", "half-life", "false alarms reported"], body
    )


def _held(one: Shop, segment: int, answer: Answer) -> dict[str, bool]:
    gap = one.actual[segment] - one.without[segment]
    lost, back = -gap[BEFORE : BEFORE + LOCKED].sum(), gap[BEFORE + LOCKED :].sum()
    held: dict[str, bool] = {}
    if answer.suppressed is not None:
        held["suppressed"] = answer.suppressed.holds(lost)
    if answer.ratio is not None and lost > 0:
        held["ratio"] = answer.ratio.holds(back / lost)
    if answer.lasting is not None:
        held["lasting"] = answer.lasting.holds(one.lasting)
    if answer.half_life is not None:
        held["half-life"] = answer.half_life.holds(one.half_life) if one.half_life else False
    return held


def _words(found: list[tuple[Shop, list[Answer]]]) -> str:
    """Which words were said, by what was planted."""
    level: dict[str, Counter[str]] = defaultdict(Counter)
    rebound: dict[str, Counter[str]] = defaultdict(Counter)
    for one, each in found:
        for segment, answer in enumerate(each):
            planted = "lasting gain" if one.lasting > 0 else "lasting loss" if one.lasting < 0 else "back to level"
            level[planted][answer.level] += 1
            rebound[_planted(one, segment)][answer.rebound] += 1
    return "\n\n".join([_confusion("level", level), _confusion("rebound", rebound)])


def _planted(one: Shop, segment: int) -> str:
    gap = one.actual[segment] - one.without[segment]
    lost, back = -gap[BEFORE : BEFORE + LOCKED].sum(), gap[BEFORE + LOCKED :].sum()
    return "none" if back <= 0 else "released" if back <= lost else "beyond pent-up"


def _confusion(title: str, counts: dict[str, Counter[str]]) -> str:
    said = sorted({word for each in counts.values() for word in each})
    body = [[planted, *(f"{each[word] / each.total():.2f}" for word in said)] for planted, each in counts.items()]
    return rows([f"{title}: planted", *(f"said {word}" for word in said)], body)


def _large() -> str:
    """60 series, six years of weeks: every answer with its placebo dates and sensitivity."""
    rng, weeks = np.random.default_rng(1), 313
    dates = pd.date_range("2017-01-02", periods=weeks, freq="7D")
    trend = np.cumsum(rng.normal(0, 0.008, weeks))
    own = np.cumsum(rng.normal(0, 0.005, (60, weeks)), axis=1) + rng.normal(0, 0.06, (60, weeks))
    season = 0.15 * np.cos(2 * np.pi * np.arange(weeks) / 52.18)
    sales = np.exp(8 + trend + season + own)
    sales[:, 208:221] *= 0.4
    sixty = Panel(tuple(f"segment {k}" for k in range(60)), dates, CLOCKS["week"], sales)
    asked = Windows((Shock(dates[208], dates[221]),))
    begun, wall = time.process_time(), time.perf_counter()
    answers(sixty, asked, sensitivity=False)
    plain, spent = time.process_time() - begun, time.perf_counter() - wall
    begun = time.process_time()
    answers(sixty, asked)
    whole = time.process_time() - begun
    head = ["60 series x 313 weeks", "CPU s, placebo dates included", "wall s", "CPU s with sensitivity"]
    return rows(head, [["all answers", f"{plain:.1f}", f"{spent:.1f}", f"{whole:.1f}"]])
