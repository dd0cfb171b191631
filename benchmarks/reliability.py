"""What was said with a probability, and how often it came true: bins, Brier skill and sharpness, for any study."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analytics.cohorts.intervals import wilson

Array = NDArray[np.float64]
# Per answer: probabilities and whether each came true, (statements,) each.
Told = tuple[Array, Array]
FEWEST = 100
EDGES = np.linspace(0, 1, 11)
BINS = ["of", "said", "probabilities", "mean said", "came true", "95 % interval", "held"]
SCORES = ["of", "answers", "without", "Brier", "of frequencies", "skill", "outside 20-80 %"]


def held(said: Mapping[str, float], truth: str) -> Told:
    """The probabilities of one answer, and which statement was true."""
    return np.array(list(said.values())), np.array([name == truth for name in said], dtype=float)


def bins(what: str, each: Sequence[Told]) -> list[list[str]]:
    """A row per bin of a hundred probabilities or more; its interval is Wilson's at 95 %."""
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


def skill(each: Sequence[Told]) -> tuple[float, float, float]:
    """Brier score, that of always saying the frequencies, and the skill over them."""
    said, true = (np.array(part) for part in zip(*each, strict=True))
    brier = float(((said - true) ** 2).sum(1).mean())
    usual = float(((true.mean(0) - true) ** 2).sum(1).mean())
    return brier, usual, 1 - brier / usual


def score(what: str, each: Sequence[Told], silent: int) -> list[str]:
    """A row of `SCORES`; `silent`: answers without probabilities."""
    said = np.array([part for part, _ in each])
    brier, usual, gained = skill(each)
    sharp = float(np.mean((said < 0.2) | (said > 0.8)))
    return [what, str(len(each)), str(silent), f"{brier:.3f}", f"{usual:.3f}", f"{gained:.2f}", f"{sharp:.2f}"]
