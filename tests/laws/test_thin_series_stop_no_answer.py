"""Law: a tier that hardly sold stops no answer of the others, and no series is measured in a unit near zero.

Broken once: with half the history, a tier of a small shop had one sale left, in a promoted week. The promotion explained it wholly,
what remained was taken for the tier's short-run movement, and the matrices of that unit were not positive definite: the page of
every market showed a fault. A tier without any sale left refused the whole answer.
"""

import numpy as np
import pandas as pd
import pytest

from analytics.rebound.answer.answers import answers
from analytics.rebound.answer.result import Answer
from analytics.rebound.fit.groups import laid
from analytics.rebound.fit.model import scaled
from analytics.rebound.series.panel import Panel, panel, with_drivers
from analytics.rebound.series.windows import Shock, Windows
from tests.analytics.rebound.shops import REOPEN, SHOCK, weekly

ONCE = 100  # in the second half of the history, which ends at 130


def shop(late: float) -> Panel:
    """A tier that sells every week, and one that sold ten times in the first year and `late` once after it, on promotion."""
    sales = weekly(4, lasting=0.2)[["actual"]].assign(thin=0.0)
    sales.iloc[3:13, 1] = 100.0
    sales.iloc[ONCE, 1] = late
    depth = pd.DataFrame(0.0, index=sales.index, columns=sales.columns)
    depth.iloc[ONCE] = 0.3
    return with_drivers(panel(sales), {"depth": depth})


def answered(late: float) -> Answer:
    return answers(shop(late), Windows((Shock(SHOCK, REOPEN),)), draws=100)[0]


def test_the_unit_of_a_series_is_never_what_rounding_left() -> None:
    half = shop(100.0).over(slice(65, None))
    (group,) = laid(half, (65, 65), None)
    _, scale = scaled(group.group)
    steps = np.abs(np.diff(group.group.values[:, :65])).max(1)
    assert (scale > 1e-3 * steps).all()


@pytest.mark.parametrize("late", [100.0, 0.0])
def test_a_tier_with_one_sale_left_or_none_stops_no_answer(late: float) -> None:
    found = answered(late)
    assert found.suppressed is not None and found.suppressed.low > 0
    assert ("half_history" in {variant.changed.code for variant in found.variants}) == (late > 0)
