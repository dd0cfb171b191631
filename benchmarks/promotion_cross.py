"""What a promotion did to other categories: do intervals hold it, and does what is said to be likely come true?

Shops with one promotion of one category (PROMOTION_CROSS changes how many), with and without customers held out; to the other
categories nothing, a halo or a cannibalisation is planted, in pieces. Beside it an oracle that knows the usual course of every category, the
noise about it and how effects are drawn.
"""

import os
import time
from collections import defaultdict

import numpy as np

from analytics.promotions.cross.effects import OTHER, OTHERS, effects
from analytics.promotions.effect.chances import SMALLEST
from analytics.results import CannotTell
from benchmarks.measured import rows
from benchmarks.promotion_cross_shops import Shop, by_lot, of_course, oracle
from benchmarks.reliability import BINS, SCORES, Told, bins, held, score, skill

# Shops no part of the model was chosen on.
SEED = 893_000
SHOPS = {"usual course": of_course, "control group": by_lot}
WORDS = ("lost", "within", "gained")


def table() -> str:
    """Coverage and width by what is asked, verdicts by what was planted, reliability by bin, Brier skill beside the oracle's."""
    count, seed = int(os.environ.get("PROMOTION_CROSS", "200")), int(os.environ.get("PROMOTION_CROSS_SEED", SEED))
    begun, spent = time.process_time(), 0.0
    told: dict[str, list[Told]] = defaultdict(list)
    cover: dict[str, list[tuple[bool, float, float]]] = defaultdict(list)
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, make in SHOPS.items():
        for number in range(count):
            made = make(seed + number)
            asked = time.process_time()
            try:
                answer = effects(made.goods, made.ran, made.used, made.arms)
            except CannotTell:
                continue
            spent += time.process_time() - asked
            _judge(name, made, answer, oracle(made, seed + number), told, cover, words)
    spans = [
        [
            what,
            str(len(each)),
            f"{np.mean([one[0] for one in each]):.3f}",
            f"{np.median([one[1] for one in each]):,.0f}",
            f"{np.median([one[2] for one in each]):,.0f}",
        ]
        for what, each in cover.items()
    ]
    body = [row for what, each in told.items() if "oracle" not in what for row in bins(what, each)]
    scores = [[*score(what, each, 0), _beside(what, told)] for what, each in told.items()]
    verdicts = [
        [name, kind, str(len(each)), *(str(each.count(word)) for word in ("gained", "lost", "no effect", "open"))]
        for (name, kind), each in words.items()
    ]
    whole = (time.process_time() - begun) / count / len(SHOPS)
    parts = [
        rows(["interval of margin", "answers", "coverage", "median width, euro", "oracle's"], spans),
        rows(["others together", "planted", "promotions", "halo", "cannibalisation", "no effect", "open"], verdicts),
        rows(BINS, body),
        rows([*SCORES, "of the oracle's"], scores),
    ]
    return "\n\n".join(
        [
            *parts,
            f"{count} promotions a kind, {spent / count / len(SHOPS):.2f} CPU seconds each; {whole:.2f} with the oracle",
        ]
    )


def _beside(what: str, told: dict[str, list[Told]]) -> str:
    other = f"{what}, oracle"
    return f"{skill(told[what])[2] / skill(told[other])[2]:.2f}" if other in told else ""


def _judge(name, made: Shop, answer, known, told, cover, words) -> None:  # type: ignore[no-untyped-def]
    extra, weight = known
    truth, believed = made.margin(made.extra), made.margin(extra)
    smallest = SMALLEST * made.used.net_eur
    for row in answer.itertuples(index=False):
        what = row.category if row.row == OTHER else row.row
        if what not in truth:
            continue
        kind = "one category" if row.row == OTHER else row.row
        true, draws = float(truth[what]), believed[what]
        came = WORDS[0] if true < -smallest else WORDS[2] if true > smallest else WORDS[1]
        told[f"{name}: {kind}"].append(held({word: float(getattr(row, f"p_{word}")) for word in WORDS}, came))
        lost, gained = float(weight[draws < -smallest].sum()), float(weight[draws > smallest].sum())
        told[f"{name}: {kind}, oracle"].append(
            held({"lost": lost, "within": max(1 - lost - gained, 0.0), "gained": gained}, came)
        )
        order = np.argsort(draws)
        ends = np.interp([0.025, 0.975], np.cumsum(weight[order]), draws[order])
        cover[f"{name}: {kind}"].append(
            (row.margin_low <= true <= row.margin_high, row.margin_high - row.margin_low, ends[1] - ends[0])
        )
        if row.row == OTHERS:
            words[name, made.kind].append(row.verdict)
