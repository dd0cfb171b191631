"""Law: a sentence about an effect never says more than the interval beside it.

Broken once: "Ranking pays: among the 30 % ranked highest it is +0.1408 [-0.01964, +0.3012]", with nothing planted.
"""

from dataclasses import replace

import numpy as np

from analytics.interval import Interval
from analytics.uplift import uplift
from analytics.uplift.claims import conclusion, difference_claim, effect_claim, excluded, ranking_claim
from tests.analytics.uplift.drawn import experiment


def intervals() -> list[Interval]:
    draw = np.random.default_rng(0)
    found = [Interval(float(middle), float(middle - width), float(middle + width)) for middle, width in
             zip(draw.normal(size=400), draw.exponential(size=400), strict=True)]  # fmt: skip
    return [*found, Interval(0.0, 0.0, 0.0), Interval(1.0, 0.0, 2.0), Interval(*[float("nan")] * 3)]


def test_an_effect_is_claimed_only_where_nought_is_excluded() -> None:
    for interval in intervals():
        for claim, word in ((effect_claim, "effect"), (difference_claim, "difference")):
            code = claim(interval, 1.0, "y").code
            assert (code == f"{word}_clear") is bool(np.isfinite(interval.low) and not interval.holds(0))
            assert (code == f"{word}_unknown") is not bool(np.isfinite(interval.low))


def test_no_effect_is_claimed_only_where_every_effect_that_matters_is_excluded() -> None:
    for interval in intervals():
        if conclusion(interval, 1.0) == "no effect":
            assert interval.holds(0) and interval.low >= -0.1 and interval.high <= 0.1
        elif conclusion(interval, 1.0) == "not enough data":
            assert interval.holds(0) and max(-interval.low, interval.high) == excluded(interval)


def test_a_ranking_pays_only_where_those_ranked_highest_gain() -> None:
    model = uplift(experiment(seed=3, size=3_000))
    for top in intervals():
        for verdict in ("signal", "no signal"):
            code = ranking_claim(replace(model, at=model.at | {30: top}, verdict=verdict)).code
            assert (code == "ranking_pays") is (verdict == "signal" and top.low > 0)
            assert (code == "ranking_loses") is (verdict == "signal" and top.high < 0)
