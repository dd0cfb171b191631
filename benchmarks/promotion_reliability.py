"""Campaigns: what is said to be likely with 70 % — does it come true seven times in ten?

Shops of 16 campaigns (PROMOTION_RELIABLE changes how many shops) of the tests' generator and of a lumpy one; each
campaign's margin lost, within 1 % of the promoted sales, or earned, its extra orders, and the margin of one more campaign like
it, drawn anew. Beside it an oracle that knows what orders are worth, and from what distributions the generator draws a shop's level,
its markets, mechanics and depths, a campaign's own effect and the share borrowed; it sees the same extra and missing orders, of
all campaigns, with their errors.
"""

import os
import time
from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pandas as pd

from analytics.promotions.effect.chances import STATEMENTS, chances, shares
from analytics.promotions.effect.score import Score
from analytics.promotions.effect.scorecard import scorecard
from benchmarks.measured import rows
from benchmarks.promotion_shops import Campaign, believed, borrowed, lumpy, plain
from benchmarks.reliability import BINS, SCORES, Told, bins, held, score, skill
from tests.analytics.promotions.drawn import daily, quiet_calendar

# Shops no part of the model was chosen on.
SEED = 860_000
SHOPS = {"plain": plain, "lumpy": lumpy}
DRAWS = 20_000


def table() -> str:
    """Reliability by bin, then Brier skill beside the oracle's and sharpness, by generator."""
    count, begun = int(os.environ.get("PROMOTION_RELIABLE", "60")), time.process_time()
    told: dict[str, list[Told]] = defaultdict(list)
    cover: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for name, make in SHOPS.items():
        for number in range(count):
            _shop(name, make, SEED + number, told, cover)
    body = [row for what, each in told.items() if "oracle" not in what for row in bins(what, each)]
    scores = [[*score(what, each, 0), _beside(what, told)] for what, each in told.items()]
    spans = [
        [what, f"{np.mean([one for one, _ in each]):.3f}", f"{np.median([wide for _, wide in each]):.0f}"]
        for what, each in cover.items()
    ]
    spent = (time.process_time() - begun) / count / len(SHOPS)
    parts = [
        rows(BINS, body),
        rows([*SCORES, "of the oracle's"], scores),
        rows(["interval", "coverage", "median width, euro"], spans),
    ]
    return "\n\n".join([*parts, f"{count} shops a generator, {spent:.1f} CPU seconds each"])


def _beside(what: str, told: dict[str, list[Told]]) -> str:
    other = f"{what}, oracle"
    return f"{skill(told[what])[2] / skill(told[other])[2]:.2f}" if other in told else ""


def _shop(
    name: str,
    make: Callable[[int], list[Campaign]],
    seed: int,
    told: dict[str, list[Told]],
    cover: dict[str, list[tuple[bool, float]]],
) -> None:
    campaigns = make(seed)
    listed = pd.concat([one.listed for one in campaigns], ignore_index=True)
    card = scorecard(listed, pd.concat([one.exposures for one in campaigns]), daily(), quiet_calendar())
    scores = list(card.scores)
    answers = chances(scores, listed, card.tiers).set_index("promotion_id").to_dict("index")
    draw = np.random.default_rng([seed, 7])
    oracle = _Oracle(campaigns, scores, draw)
    for place, (one, measured) in enumerate(zip(campaigns, scores, strict=True)):
        answer = answers[measured.promotion_id]
        smallest = float(answer["smallest_eur"])
        truth = float(one.margin(one.strength, one.borrowed))
        said = {statement: float(answer[f"p_{statement}"]) for statement in STATEMENTS}
        told[f"{name}: margin"].append(held(said, _true(truth, smallest)))
        strengths, later, weight = oracle.own(place)
        known = one.margin(strengths, later)
        told[f"{name}: margin, oracle"].append(held(_weighed(known, weight, smallest), _true(truth, smallest)))
        brought = float(answer["p_orders"])
        told[f"{name}: orders"].append(held({"yes": brought, "no": 1 - brought}, "yes" if one.strength > 0 else "no"))
        sure = float(weight[strengths > 0].sum())
        told[f"{name}: orders, oracle"].append(held({"yes": sure, "no": 1 - sure}, "yes" if one.strength > 0 else "no"))
        anew = float(one.margin(max(float(draw.normal(one.usual, one.scatter)), one.least), float(borrowed(draw))))
        again = float(answer["p_repeat"])
        told[f"{name}: one more"].append(held({"yes": again, "no": 1 - again}, "yes" if anew > smallest else "no"))
        known = shares(np.asarray(one.margin(*oracle.again(place))), smallest)[2]
        told[f"{name}: one more, oracle"].append(
            held({"yes": known, "no": 1 - known}, "yes" if anew > smallest else "no")
        )
        cover[f"{name}: pooled"].append(
            (answer["pooled_low"] <= truth <= answer["pooled_high"], answer["pooled_high"] - answer["pooled_low"])
        )
        cover[f"{name}: by itself"].append((measured.margin.holds(truth), measured.margin.high - measured.margin.low))


def _true(margin: float, smallest: float) -> str:
    return STATEMENTS[0] if margin < -smallest else STATEMENTS[2] if margin > smallest else STATEMENTS[1]


class _Oracle:
    """What would be believed by somebody who knows all that the generator knows before it draws a shop."""

    def __init__(self, campaigns: list[Campaign], scores: list[Score], draw: np.random.Generator) -> None:
        self.campaigns, self.scores, self.draw = campaigns, scores, draw
        mean, kind = believed(campaigns)
        reach = np.array([one.reach for one in campaigns])
        own = kind + np.diag([one.scatter**2 for one in campaigns])
        seen = own * np.outer(reach, reach) + np.diag([measured.orders.error**2 for measured in scores])
        left = np.array([measured.orders.estimate for measured in scores]) - reach * mean
        self.means, self.errors = {}, {}
        for name, each in (("own", own), ("kind", kind)):
            gain = np.linalg.solve(seen, (each * reach).T).T
            self.means[name] = mean + gain @ left
            self.errors[name] = np.sqrt(np.diag(each) - np.einsum("ij,ij->i", gain, each * reach))

    def own(self, place: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Strengths and shares borrowed of one campaign, with weights by the orders that were missing."""
        one, worth = self.campaigns[place], self.scores[place].worth
        assert worth is not None
        strengths = np.maximum(self.draw.normal(self.means["own"][place], self.errors["own"][place], DRAWS), one.least)
        later = np.asarray(borrowed(self.draw, DRAWS))
        off = ((strengths * later * one.reach - worth.missing.estimate) / worth.missing.error) ** 2
        weight = np.exp(-(off - off.min()) / 2)
        return strengths, later, weight / weight.sum()

    def again(self, place: int) -> tuple[np.ndarray, np.ndarray]:
        """The same of a new campaign like it."""
        one = self.campaigns[place]
        error = float(np.hypot(self.errors["kind"][place], one.scatter))
        strengths = np.maximum(self.draw.normal(self.means["kind"][place], error, DRAWS), one.least)
        return strengths, np.asarray(borrowed(self.draw, DRAWS))


def _weighed(margin: float | np.ndarray, weight: np.ndarray, smallest: float) -> dict[str, float]:
    lost, earned = float(weight[margin < -smallest].sum()), float(weight[margin > smallest].sum())
    return dict(zip(STATEMENTS, (lost, 1 - lost - earned, earned), strict=True))
