"""Rebound: what is said to be likely with 70 % — does it come true seven times in ten?

150 panels of four series (REBOUND_RELIABLE changes that) of the generator in `rebound_shops`, every other one with its donors. Each answer
gives three probabilities of the lasting level and, where a loss is beyond doubt, three of what was regained; each is held against
what was planted. A bin counts where it holds a hundred probabilities; its interval is Wilson's at 95 %.
"""

import os
from collections import defaultdict

import numpy as np

from analytics.rebound.answer.answers import answers
from analytics.rebound.check.probabilities import LEVEL, REGAINED
from analytics.rebound.check.verdict import MATERIAL
from benchmarks.measured import rows
from benchmarks.rebound import panel, windows
from benchmarks.rebound_shops import BEFORE, LOCKED, Shop, shop
from benchmarks.reliability import BINS, SCORES, Told, bins, held, score

# Panels no part of the model was chosen or tuned on.
SEED = 820_000


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
                    told[what].append(held(said, truth))
    body = [row for what, each in told.items() for row in bins(what, each)]
    scores = rows(SCORES, [score(what, each, silent[what]) for what, each in told.items()])
    return f"{rows(BINS, body)}\n\n{scores}"


def _level(one: Shop) -> str:
    return LEVEL[0] if one.lasting <= -MATERIAL else LEVEL[2] if one.lasting >= MATERIAL else LEVEL[1]


def _regained(one: Shop, segment: int) -> str:
    """Of a panel without a loss the last: all and more of nothing; hardly any such answer is given."""
    gap = one.actual[segment] - one.without[segment]
    lost, back = -gap[BEFORE : BEFORE + LOCKED].sum(), gap[BEFORE + LOCKED :].sum()
    share = back / lost if lost > 0 else np.inf
    return REGAINED[0] if share <= 1 - MATERIAL else REGAINED[2] if share >= 1 + MATERIAL else REGAINED[1]
