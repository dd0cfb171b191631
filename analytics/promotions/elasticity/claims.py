"""What may be said of an elasticity: one place, so that no sentence says more than the figures beside it."""

import numpy as np

from analytics.interval import Interval
from analytics.promotions.elasticity.borrowed import LAGS
from analytics.promotions.elasticity.elasticity import Elasticity
from analytics.promotions.evidence import ASSOCIATION
from analytics.results import Reason

CUT = 0.9


def claims(answer: Elasticity) -> tuple[Reason, ...]:
    """The answer in words: how good it is, what a lower price does, what is borrowed."""
    if answer.evidence == ASSOCIATION:
        follows = Reason("price_follows_sales", p=answer.feedback.p, periods=answer.feedback.lags)
        return follows, _associated(answer.own)
    said = (_moved(answer.own),)
    if answer.feedback.follows:
        same = Reason("price_follows_sales_harmlessly", p=answer.feedback.p, periods=answer.feedback.lags)
        return *said, same
    if answer.own.holds(0) or not np.isfinite(answer.pull_forward.estimate):
        return said
    return *said, _borrowed(answer.pull_forward)


def change(slope: float) -> float:
    """Change of sales where the price is a tenth lower."""
    return float(CUT**slope - 1)


def _moved(own: Interval) -> Reason:
    if own.holds(0):
        return Reason("price_effect_open", **_ends(own))
    return Reason("price_effect_clear", **_ends(own))


def _associated(own: Interval) -> Reason:
    if own.holds(0):
        return Reason("price_association_open", **_ends(own))
    return Reason("price_association_clear", **_ends(own))


def _ends(own: Interval) -> dict[str, float]:
    ends = sorted((change(own.low), change(own.high)))
    return {"change": change(own.estimate), "low": ends[0], "high": ends[1]}


def _borrowed(share: Interval) -> Reason:
    if share.low > 0:
        return Reason("pieces_borrowed", share=share.estimate, low=share.low, high=share.high, periods=LAGS)
    return Reason("pieces_borrowed_open", high=share.high, periods=LAGS)
