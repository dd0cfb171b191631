"""How often claims about promotions are right: arms alike and not, tiny arms, prices that follow sales, pieces borrowed.

`CLAIM_FILES=50 python -m benchmarks promotion_claims` draws fewer files; the seeds were not used while the methods were chosen.
"""

import os

import numpy as np

from analytics.promotions.elasticity.borrowed import pull_forward
from analytics.promotions.elasticity.elasticity import fit
from analytics.promotions.elasticity.past import feedback, with_past
from analytics.uplift import Design, Experiment, average_effect, encoding
from analytics.uplift.balance import LEVEL, balance
from analytics.uplift.doubly_robust import doubly_robust
from benchmarks.measured import rows
from tests.analytics.promotions.elasticity.drawn import Shelf
from tests.analytics.uplift.files import assigned, confounded

FRESH = 910_000
FILES = int(os.environ.get("CLAIM_FILES", "500"))
SOME = max(FILES // 5, 20)
EFFECT = 0.05


def table() -> str:
    """All rates."""
    return "\n\n".join([_alarms(), _found_out(), _tiny(), _followed(), _borrowed()])


def _alarms() -> str:
    """Files of 60 to 3,000 customers assigned at random, and what the balance verdict says of them."""
    body = []
    for kind in ("experiment", "stratified", "chance known", "clustered"):
        found = np.array([_alike(kind, FRESH + seed) for seed in range(FILES)])
        body.append([kind, f"{(found < LEVEL).mean():.3f}", f"{(found < 0.05).mean():.3f}"])
    return rows([f"assigned at random, {FILES} files", "called an association (nominal .01)", "p below .05"], body)


def _alike(kind: str, seed: int) -> float:
    frame, design = assigned(kind, seed)
    return balance(frame, [str(name) for name in frame.columns if name not in ("stratum", "shop")], design).p


def _found_out() -> str:
    """Files of 2,000 customers treated the likelier the likelier they buy."""
    body = []
    for shape in ("straight", "bent", "joint", "grouped"):
        found = np.array([_adjusted(shape, FRESH + seed) for seed in range(SOME)])
        called, plain, held, off, width = found.mean(axis=0)
        body.append([shape, f"{called:.3f}", f"{plain:.3f}", f"{held:.3f}", f"{off:+.4f}", f"{width:.3f}"])
    head = ["not at random", "called an association", "plain holds the truth", "adjusted holds it", "off by", "width"]
    return rows([f"{head[0]}, {SOME} files", *head[1:]], body)


def _adjusted(shape: str, seed: int) -> list[float]:
    frame, treated, outcome = confounded(seed, EFFECT, 2_000, shape)
    names = [str(name) for name in frame.columns]
    trial = Experiment(encoding(frame, names).matrix(frame), treated, outcome, 0.5)
    alike = balance(frame, names, Design(treated)).alike
    effect = doubly_robust(trial).effect
    plain = average_effect(trial).holds(EFFECT)
    return [not alike, plain, effect.holds(EFFECT), effect.estimate - EFFECT, effect.high - effect.low]


def _tiny() -> str:
    """A small arm of customers who buy three times in ten, or spend with a long tail, against 500 others."""
    body = []
    for small in (3, 5, 10, 30):
        held = np.array([_small(small, FRESH + seed) for seed in range(10 * FILES)])
        body.append([str(small), *(f"{share:.3f}" for share in held.mean(axis=0))])
    return rows([f"customers in the small arm, {10 * FILES} files", "bought: held", "spent: held"], body)


def _small(small: int, seed: int) -> list[bool]:
    draw = np.random.default_rng([seed, small])
    treated = np.arange(500 + small) < small
    amounts = ((draw.random(len(treated)) < 0.3) * 1.0, np.exp(draw.normal(4, 0.7, len(treated))))
    truth = (0.0, 0.0)
    return [
        average_effect(Experiment(np.zeros((len(treated), 0)), treated, amount, 0.5)).holds(true)
        for amount, true in zip(amounts, truth, strict=True)
    ]


SHELVES = {
    "given": Shelf(shops=10),
    "given, both last": Shelf(shops=10, sticky=0.8, lasting=0.8),
    "given, half borrowed": Shelf(shops=10, borrowed=0.5),
    "given, 14 weeks": Shelf(shops=10, weeks=14),
    "follow a little": Shelf(shops=10, follows=0.1, lasting=0.8),
    "follow": Shelf(shops=10, follows=0.5, lasting=0.8),
}


def _followed() -> str:
    """Prices given, and prices that follow last week's demand, in 40 products; planted elasticity -2."""
    body = []
    for name, shelf in SHELVES.items():
        found = np.array([_past(shelf, FRESH + seed) for seed in range(FILES)])
        called, at_five, plain, held = found.mean(axis=0)
        body.append([name, f"{called:.3f}", f"{at_five:.3f}", f"{plain:.2f}", f"{held:.2f}"])
    head = ["said to follow sales (nominal .01)", "p below .05", "plain elasticity", "with past sales held"]
    return rows([f"prices, {FILES} files", *head], body)


def _past(shelf: Shelf, seed: int) -> list[float]:
    panel = shelf.panel(seed)
    told, past = feedback(panel), with_past(panel)
    held = fit(past).coefficient[0] if past is not None else np.nan
    return [told.follows, told.p < 0.05, float(fit(panel).coefficient[0]), float(held)]


def _borrowed() -> str:
    """The share of a cut's extra pieces that later weeks lack."""
    body = []
    for borrowed in (0.0, 0.3, 0.5, 0.8):
        shares = [pull_forward(Shelf(borrowed=borrowed, shops=10).panel(FRESH + seed)) for seed in range(SOME)]
        known = [share for share in shares if np.isfinite(share.estimate)]
        middle = np.mean([share.estimate for share in known])
        held = np.mean([share.holds(borrowed) for share in known])
        wide = np.median([share.high - share.low for share in known])
        body.append([f"{borrowed:.1f}", f"{len(known) / SOME:.2f}", f"{middle:.3f}", f"{held:.3f}", f"{wide:.2f}"])
    still = [pull_forward(Shelf(slope=0.0, shops=10).panel(FRESH + seed)).estimate for seed in range(SOME)]
    body.append(["no price effect", f"{np.isfinite(still).mean():.2f}", "", "", ""])
    return rows([f"borrowed, {SOME} files", "answered", "mean", "held", "width"], body)
