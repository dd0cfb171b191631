"""Rebound: what is said to be likely with 70 % — does it come true seven times in ten?

150 panels of four series (REBOUND_RELIABLE changes that) of the generator in `rebound_shops`, every other one with its donors. Each answer
gives three probabilities of the lasting level and, where a loss is beyond doubt, three of what was regained; each is held against
what was planted. A bin counts where it holds a hundred probabilities; its interval is Wilson's at 95 %.
"""

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from analytics.cohorts.intervals import wilson
from analytics.rebound.answer.answers import answers
from analytics.rebound.check.probabilities import LEVEL, REGAINED
from analytics.rebound.check.verdict import MATERIAL
from analytics.rebound.series.arrays import Array
from benchmarks.measured import rows
from benchmarks.rebound import panel, windows
from benchmarks.rebound_shops import BEFORE, LOCKED, Shop, shop

# Panels no part of the model was chosen or tuned on.
SEED = 820_000
FEWEST = 100
EDGES = np.linspace(0, 1, 11)

# Per answer: probabilities and whether each came true, (statements,) each.
Told = tuple[Array, Array]


def table() -> str:
    """Reliability by bin, then Brier skill and sharpness, of the level and of what was regained."""
    told: dict[str, list[Told]] = defaultdict(list)
    silent: dict[str, int] = defaultdict(int)
    for number in range(int(os.environ.get("REBOUND_RELIABLE", "150"))):
        one = shop(SEED + number)
        for segment, answer in enumerate(answers(panel(one, number % 2 == 1), windows(one), sensitivity=False)):
            found = answer.probabilities
            for what, said, truth in (
                ("level", found.level, _level(one)),
                ("regained", found.regained, _regained(one, segment)),
            ):
                silent[what] += not said
                if said:
                    told[what].append(_held(said, truth))
    bins = [row for what, each in told.items() for row in _bins(what, each)]
    head = ["of", "said", "probabilities", "mean said", "came true", "95 % interval", "held"]
    scores = rows(
        ["of", "answers", "without", "Brier", "of frequencies", "skill", "outside 20-80 %"],
        [_score(what, each, silent[what]) for what, each in told.items()],
    )
    return f"{rows(head, bins)}\n\n{scores}"


def _level(one: Shop) -> str:
    return LEVEL[0] if one.lasting <= -MATERIAL else LEVEL[2] if one.lasting >= MATERIAL else LEVEL[1]


def _regained(one: Shop, segment: int) -> str:
    """Of a panel without a loss the last: all and more of nothing; hardly any such answer is given."""
    gap = one.actual[segment] - one.without[segment]
    lost, back = -gap[BEFORE : BEFORE + LOCKED].sum(), gap[BEFORE + LOCKED :].sum()
    share = back / lost if lost > 0 else np.inf
    return REGAINED[0] if share <= 1 - MATERIAL else REGAINED[2] if share >= 1 + MATERIAL else REGAINED[1]


def _held(said: Mapping[str, float], truth: str) -> Told:
    return np.array(list(said.values())), np.array([name == truth for name in said], dtype=float)


def _bins(what: str, each: Sequence[Told]) -> list[list[str]]:
    said, true = (np.concatenate(part) for part in zip(*each, strict=True))
    place = np.clip(np.digitize(said, EDGES) - 1, 0, len(EDGES) - 2)
    body = []
    for k in range(len(EDGES) - 1):
        mine = place == k
        if mine.sum() < FEWEST:
            continue
        low, high = (float(bound) for bound in wilson(true[mine].sum(), mine.sum()))
        middle = float(said[mine].mean())
        body.append(
            [what, f"{EDGES[k]:.1f}-{EDGES[k + 1]:.1f}", str(mine.sum()), f"{middle:.3f}", f"{true[mine].mean():.3f}",
             f"{low:.3f}-{high:.3f}", "yes" if low <= middle <= high else "no"]
        )  # fmt: skip
    return body


def _score(what: str, each: Sequence[Told], silent: int) -> list[str]:
    said, true = (np.array(part) for part in zip(*each, strict=True))
    brier = float(((said - true) ** 2).sum(1).mean())
    usual = float(((true.mean(0) - true) ** 2).sum(1).mean())
    sharp = float(np.mean((said < 0.2) | (said > 0.8)))
    return [
        what,
        str(len(each)),
        str(silent),
        f"{brier:.3f}",
        f"{usual:.3f}",
        f"{1 - brier / usual:.2f}",
        f"{sharp:.2f}",
    ]
