"""Law: a sentence about an effect never says more than the interval beside it.

Broken once: "Ranking pays: among the 30 % ranked highest it is +0.1408 [-0.01964, +0.3012]", with nothing planted.
"""

from dataclasses import replace

import numpy as np

from analytics.interval import Interval
from analytics.promotions.elasticity.claims import claims
from analytics.promotions.elasticity.elasticity import Elasticity
from analytics.promotions.elasticity.past import Feedback
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


def test_a_price_moves_sales_only_where_nought_is_excluded_and_prices_were_given() -> None:
    draw = np.random.default_rng(1)
    unknown = Interval(*[float("nan")] * 3)
    for own in intervals()[:-1]:
        ends = np.sort(draw.random(3))
        for share in (unknown, Interval(ends[1], ends[0], ends[2]), Interval(ends[0], 0.0, ends[2])):
            for evidence, p in (("panel", 0.5), ("panel", 0.001), ("association", 0.001)):
                seen = Feedback(p, 4, 0.1)
                found = Elasticity(9, own, {}, {}, share, unknown, "log-log", evidence, seen, own)
                codes = {reason.code for reason in claims(found)}
                assert ("price_effect_clear" in codes) is (evidence == "panel" and not own.holds(0))
                assert ("price_follows_sales" in codes) is (evidence == "association")
                if "pieces_borrowed" in codes:
                    assert share.low > 0 and not own.holds(0) and p == 0.5
