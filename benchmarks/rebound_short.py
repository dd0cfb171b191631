"""Rebound: a short history beside a donor that tracked, half did, or did not: is the interval right, and is the donor used?

100 series with each kind of donor (REBOUND_SHORT changes that), half of them days (six weeks to four months before the event), half weeks (half
a year to eleven months), of a form that is not the model's own: a season that neither year nor waves explain, heavy tails that
remember, accidents of both and of one, a weight between two thirds and one and a half in sales or in logs. The estimand is
actual over no-shock less one, from the event to the end, with nothing planted in half of them.
"""

import os
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.rebound.answer.answers import answers
from analytics.rebound.answer.result import Answer
from analytics.rebound.fit.beliefs import DONORS
from analytics.rebound.series.arrays import Array
from analytics.rebound.series.panel import panel
from analytics.rebound.series.windows import Shock, Windows
from benchmarks.measured import rows

# Series no part of the model was chosen or tuned on.
SEED = 700_000
KINDS = ("tracks", "shares half of season and trend", "shares weekdays alone")


@dataclass(frozen=True)
class Short:
    """A series with its donor and what would have been, (periods,) each, by days or weeks; the event comes at `before`."""

    dates: pd.DatetimeIndex
    actual: Array
    without: Array
    donor: Array
    before: int

    @property
    def truth(self) -> float:
        """Actual over what would have been, less one, from the event on."""
        since = slice(self.before, None)
        return float(self.actual[since].sum() / self.without[since].sum() - 1)


def table() -> str:
    """Coverage, error and width by kind of donor, beside regression on the donor; and how far each choice was believed."""
    count = int(os.environ.get("REBOUND_SHORT", "100"))
    found: dict[str, list[tuple[Short, Answer]]] = defaultdict(list)
    for kind in KINDS:
        for number in range(count):
            one = short(SEED + number, kind)
            found[kind].append((one, answered(one)))
    head = ["donor", "series", "95 % coverage", "bias %", "RMSE %", "width %", "false alarms", "by regression: coverage",
            "RMSE %"]  # fmt: skip
    first = rows(head, [_line(kind, each) for kind, each in found.items()])
    believed = rows(["donor", *DONORS], [_believed(kind, each) for kind, each in found.items()])
    return f"{first}\n\n{believed}"


def answered(one: Short) -> Answer:
    """The model's answer."""
    frame = pd.DataFrame({"actual": one.actual, "donor": one.donor}, index=one.dates)
    asked = Windows((Shock(one.dates[one.before]),))
    return answers(panel(frame[["actual"]], frame[["donor"]]), asked, sensitivity=False)[0]


def short(seed: int, kind: str) -> Short:
    """A series and a donor; even seeds are days, odd ones weeks, and every other pair has an effect."""
    rng = np.random.default_rng(seed)
    daily = seed % 2 == 0
    before, after = (int(rng.integers(42, 120)), 28) if daily else (int(rng.integers(26, 48)), 13)
    count, year = before + after, 365.25 if daily else 52.18
    week = rng.normal(0, 0.3, 7)[np.arange(count) % 7] if daily else np.zeros(count)
    both, mine, theirs = (_course(rng, count, year) for _ in range(3))
    accident = (rng.uniform(size=count) < 0.02) * rng.normal(0, 0.5, count)
    level = rng.uniform(0.02, 0.05)
    own, other = (_short_run(rng, count, level) for _ in range(2))
    trend, donor_trend, jolt = {
        "tracks": (both, both, accident),
        "shares half of season and trend": ((both + mine) / np.sqrt(2), (both + theirs) / np.sqrt(2), accident),
        "shares weekdays alone": (mine, theirs, 0 * accident),
    }[kind]
    donor = np.exp(8 + donor_trend + week + jolt + other)
    alike = np.exp(8 + trend + week + jolt)
    base = (
        alike ** rng.uniform(0.8, 1.2)
        if seed % 3
        else rng.uniform(0.67, 1.5) * alike + rng.uniform(0, 0.2) * alike.mean()
    )
    without = base * np.exp(own)
    effect = 0.0 if seed // 2 % 2 else float(rng.choice([-0.3, -0.15, 0.15, 0.3]))
    actual = without * np.where(np.arange(count) >= before, 1 + effect, 1.0)
    return Short(
        pd.date_range("2019-03-04", periods=count, freq="D" if daily else "7D"), actual, without, donor, before
    )


def _line_of(sales: Array, rng: np.random.Generator) -> Array:
    """A multiple of the sales and a part that never moves."""
    return np.asarray(rng.uniform(0.67, 1.5) * sales + rng.uniform(0, 0.2) * sales.mean())


def _course(rng: np.random.Generator, count: int, year: float) -> Array:
    """Season and trend: two bumps of the year at any place, and a walk whose yearly step is a tenth."""
    place, at = rng.uniform(0, year, 2), np.arange(count)
    away = np.abs((at[:, None] - place + year / 2) % year - year / 2) / year
    bumps = np.exp(-0.5 * (away / rng.uniform(0.04, 0.15, 2)) ** 2) @ rng.normal(0, 0.25, 2)
    return np.asarray(bumps + np.cumsum(rng.standard_t(5, count)) * 0.1 * np.sqrt(0.6 / year))


def _short_run(rng: np.random.Generator, count: int, level: float) -> Array:
    """Student's t with four degrees of freedom that remembers a third of the period before, now and then an accident of its own."""
    fresh = rng.standard_t(4, count + 20) * level / np.sqrt(2)
    memory = np.array([(0.3 ** np.arange(20)) @ fresh[t + 20 : t : -1] for t in range(count)])
    return np.asarray(memory + (rng.uniform(size=count) < 0.01) * rng.normal(0, 0.3, count))


def _line(kind: str, each: list[tuple[Short, Answer]]) -> list[str]:
    relative = [(answer.effect.relative, one.truth) for one, answer in each]
    error = np.array([r.estimate - truth for r, truth in relative])
    null = [r for (r, _), (one, _) in zip(relative, each, strict=True) if abs(one.truth) < 1e-9]
    peers = np.array([_regression(one) for one, _ in each])
    off = peers[:, 0] - [truth for _, truth in relative]
    return [
        kind, str(len(each)), f"{np.mean([r.holds(truth) for r, truth in relative]):.3f}", f"{100 * error.mean():+.1f}",
        f"{100 * np.sqrt((error**2).mean()):.1f}", f"{100 * np.median([r.high - r.low for r, _ in relative]):.1f}",
        f"{np.mean([not r.holds(0) for r in null]):.3f}", f"{np.mean(np.abs(off) < 1.96 * peers[:, 1]):.3f}",
        f"{100 * np.sqrt((off**2).mean()):.1f}",
    ]  # fmt: skip


def _regression(one: Short) -> tuple[float, float]:
    """Relative effect and its standard error by least squares on the donor before the event, errors independent."""
    past, since = slice(0, one.before), slice(one.before, None)
    columns = np.column_stack([np.ones(len(one.donor)), one.donor])
    cross = np.linalg.inv(columns[past].T @ columns[past])
    weight = cross @ columns[past].T @ one.actual[past]
    variance = float(np.sum((one.actual[past] - columns[past] @ weight) ** 2)) / (one.before - 2)
    total, ones = columns[since].sum(0), len(one.donor) - one.before
    expected, spread = float(total @ weight), np.sqrt(variance * (ones + total @ cross @ total))
    return float(one.actual[since].sum()) / expected - 1, float(spread) / expected


def _believed(kind: str, each: list[tuple[Short, Answer]]) -> list[str]:
    return [kind, *(f"{np.mean([answer.models.get(choice, 0.0) for _, answer in each]):.2f}" for choice in DONORS)]
