"""What is believed of growth and donors before the periods are seen: the choices, their prior weights, their coefficients."""

from collections.abc import Sequence

import numpy as np

from analytics.rebound.fit.columns import CARRIED, DONOR, NOTHING, Group
from analytics.rebound.fit.holidays import EVENTS
from analytics.rebound.fit.whitening import Prior
from analytics.rebound.series.arrays import Array

# Short-run movements beyond which a belief says no less, and its matrices no longer fit a computer's numbers.
WIDEST = 1e4
GROWTHS = {"no growth": NOTHING, "slow growth": 0.05, "growth": 0.2}
# "Mean" follows the donors' slow part alone, "as they are" their every move. "By regression" the series is a multiple of the
# donors themselves, season and weekdays included, by a weight of about one, give or take one: time-based regression (Kerman, Wang
# & Vaver 2017).
REGRESSION = "donors by regression"
DONORS = ("no donors", "donors around zero", "donors around their mean", "donors as they are", REGRESSION)
# Means and spreads of the coefficients of slow parts, fast parts and wholes, all donors together counting as one.
LEANING = {
    "donors around zero": {"slow": (0.0, 0.6), "fast": (0.0, 0.5)},
    "donors around their mean": {"slow": (1.0, 0.35), "fast": (0.0, 0.05)},
    "donors as they are": {"slow": (1.0, 0.1), "fast": (1.0, 0.15)},
    REGRESSION: {"whole": (1.0, 1.0)},
}
# Who names controls believes that they share the trend; the evidence may disagree.
DONOR_BELIEF = dict(zip(DONORS, (0.12, 0.08, 0.3, 0.25, 0.25), strict=True))
GROWTH_BELIEF = {"no growth": 0.2, "slow growth": 0.5, "growth": 0.3}
# A series that grows with its donors has little reason to outgrow them.
LEANING_GROWTH_BELIEF = {"no growth": 0.75, "slow growth": 0.2, "growth": 0.05}


def growths_with(donors: str, growths: Sequence[str]) -> Sequence[str]:
    """The growths to weigh with a choice of donors: a multiple of the donors has none of its own."""
    return growths[:1] if donors == REGRESSION else growths


def belief_in(growth: str, donors: str) -> float:
    """Prior weight of a growth with a choice of donors."""
    if donors == REGRESSION:
        return DONOR_BELIEF[donors]
    return DONOR_BELIEF[donors] * (GROWTH_BELIEF if donors == DONORS[0] else LEANING_GROWTH_BELIEF)[growth]


def prior(group: Group, growth: str, donors: str, scale: Array) -> Prior:
    """Beliefs in units of the series' scale; donors count together as one series, whatever their number."""
    columns = group.columns.without(*CARRIED, *EVENTS) if donors == REGRESSION else group.columns
    spread = np.array(columns.spread, dtype=float)
    mean = np.zeros_like(spread)
    if donors != REGRESSION:
        spread[:, columns.of("growth")] = GROWTHS[growth]
    for kind in DONOR:
        mine = columns.of(kind)
        live = max(int(mine.sum()), 1)
        middle, wide = LEANING.get(donors, {}).get(kind, (0.0, 0.0))
        mean[:, mine], spread[:, mine] = middle / live, wide / np.sqrt(live)
    # Donor columns are in the series' scale already (model units over scale), so their coefficients have no unit.
    unit = np.where(columns.of(*DONOR), 1.0, scale[:, None])
    return Prior(mean, np.minimum(np.maximum(spread, NOTHING) / unit, WIDEST))
