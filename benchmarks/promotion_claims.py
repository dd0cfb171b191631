"""How often the claims about promotions are right: alarms where arms are alike, coverage where they are not, prices that follow sales, pieces borrowed."""

import numpy as np

from analytics.uplift.balance import LEVEL, balance
from benchmarks.measured import rows
from tests.analytics.uplift.files import assigned

# Seeds from here on were never drawn while the methods were chosen.
FRESH = 910_000
TIMES = 500


def table() -> str:
    """All rates."""
    return "\n\n".join([_alarms()])


def _alarms() -> str:
    """Files assigned at random, and what the balance verdict says of them."""
    body = []
    for kind in ("experiment", "stratified", "chance known", "clustered"):
        found = [alike(kind, seed) for seed in range(FRESH, FRESH + TIMES)]
        body.append([kind, f"{np.mean([p < LEVEL for p in found]):.3f}", f"{np.mean([p < 0.05 for p in found]):.3f}"])
    return rows(["assigned at random", "arms called different (nominal .01)", "p below .05"], body)


def alike(kind: str, seed: int) -> float:
    """The balance verdict's p of a file that was assigned at random."""
    frame, design = assigned(kind, seed)
    return balance(frame, [name for name in frame.columns if name not in ("stratum", "shop")], design).p
