"""Rebound: what moved between channels while shops were shut, and since, against what was planted.

120 markets (REBOUND_CHANNELS changes that) of two tiers with boutiques and a web shop, half of them steady, half with some 30 lumpy
orders a week. Planted: the share of what boutiques lost while shut that the web shop sold (0, 15, 50, 100 %), what boutiques have
lost since (0, 15, 30 %), and how much of that the web shop sells (0, 50, 100 %). A bin of probabilities counts from a hundred on.
"""

import os
import time
from collections import Counter, defaultdict
from itertools import product

import numpy as np

from analytics.rebound.answer.rebound import rebound
from analytics.rebound.answer.substitution import HALF, TAKEN, Balance
from analytics.rebound.check.probabilities import LEVEL
from analytics.rebound.check.verdict import MATERIAL
from analytics.rebound.series.windows import Shock, Windows
from benchmarks.measured import rows
from benchmarks.reliability import BINS, SCORES, Told, bins, held, score
from tests.analytics.rebound.shops import RESHUT, RESHUT_WEEKS, two_channels

# Markets on which nothing was chosen or tuned.
SEED = 832_000
ASKED = {"IT": Windows((Shock(*RESHUT),), until=RESHUT_WEEKS[175], horizon=26)}
PLANTED = list(product((0.0, 0.15, 0.5, 1.0), (0.0, 0.15, 0.3), (0.0, 0.5, 1.0)))
NAMES = ("shops", "others", "whole", "taken_up")
KINDS = {"steady": 0.0, "lumpy": 30.0}


def table() -> str:
    """Coverage and width by kind of market and phase, the words said, and reliability of the probabilities."""
    inside: dict[tuple[str, str, str], list[tuple[bool, float]]] = defaultdict(list)
    said: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    told: dict[str, list[Told]] = defaultdict(list)
    silent: Counter[str] = Counter()
    number, begun = int(os.environ.get("REBOUND_CHANNELS", "120")), time.process_time()
    for place in range(number):
        kind = list(KINDS)[place % 2]
        moved, lower, stays = PLANTED[place // 2 % len(PLANTED)]
        sales, planted = two_channels(SEED + place, moved, lower, stays, orders=KINDS[kind])
        (own,) = rebound(sales, ASKED, sensitivity=False).channels
        for phase, balance in (("closed", own.closed), ("since", own.since)):
            if balance is None:
                silent["no answer"] += 1
                continue
            true = planted[phase]
            for name in NAMES:
                found = getattr(balance, name)
                if found is not None and np.isfinite(true[name]):
                    width = (found.high - found.low) / (1.0 if name == "taken_up" else true["usual"])
                    inside[kind, phase, name].append((found.low <= true[name] <= found.high, width))
            share = (
                f"{moved:.0%} taken up"
                if phase == "closed"
                else f"{lower:.0%} lost, {stays:.0%} taken up"
                if lower
                else "nothing lost"
            )
            said[phase, share][balance.verdict] += 1
            _hold(balance, true, told, silent)
    spent = (time.process_time() - begun) / number
    scores = [score(what, each, silent[what]) for what, each in told.items()]
    body = [row for what, each in told.items() for row in bins(what, each)]
    return "\n\n".join(
        [
            _coverage(inside),
            _words(said),
            rows(BINS, body),
            rows(SCORES, scores),
            f"{number} markets, {spent:.1f} CPU seconds each",
        ]
    )


def _hold(balance: Balance, true: dict[str, float], told: dict[str, list[Told]], silent: Counter[str]) -> None:
    whole = true["whole"] / true["usual"]
    truth = LEVEL[0] if whole <= -MATERIAL else LEVEL[2] if whole >= MATERIAL else LEVEL[1]
    taken = TAKEN[0] if true["taken_up"] <= MATERIAL else TAKEN[2] if true["taken_up"] >= HALF else TAKEN[1]
    for what, chances, which in (("together", balance.chances, truth), ("taken up", balance.taken_chances, taken)):
        silent[what] += not chances
        if chances:
            told[what].append(held(chances, which))


def _coverage(inside: dict[tuple[str, str, str], list[tuple[bool, float]]]) -> str:
    body = []
    for kind, phase in product(KINDS, ("closed", "since")):
        cells = [inside[kind, phase, name] for name in NAMES]
        body.append(
            [
                kind,
                phase,
                *(
                    f"{np.mean([is_in for is_in, _ in each]):.3f}, {np.median([wide for _, wide in each]):.2f} ({len(each)})"
                    for each in cells
                ),
            ]
        )
    return rows(["95 % coverage, width (answers)", "", *NAMES], body)


def _words(said: dict[tuple[str, str], Counter[str]]) -> str:
    words = sorted({word for each in said.values() for word in each})
    return rows(
        ["phase", "planted", *words],
        [[*key, *(str(each[word]) for word in words)] for key, each in sorted(said.items())],
    )
