"""What known customers did in the last window as long as the test: its mean and variance within market and tier."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.kpis import span
from analytics.results import CannotTell, Reason
from data.store import EVERYTHING, Choice, Store

KNOWN = timedelta(days=730)  # customers whose last order is older are not asked to take part
RETURNS = timedelta(days=30)
LEAST = 30  # customers
OUTCOMES = ("net", "margin", "conversion")


@dataclass(frozen=True)
class Outcome:
    """One customer's outcome in a window.

    Attributes:
        customers: known at its start.
        mean: a customer's, those who bought nothing included.
        variance: over all; within: inside market and tier, which drawing by strata leaves.
        since, until: the window.
    """

    customers: int
    mean: float
    variance: float
    within: float
    since: date
    until: date


def design_moments(
    store: Store, choice: Choice = EVERYTHING, *, known_since: date, since: date, until: date
) -> pd.DataFrame:
    """Sums over known customers of what they bought in a window.

    Args:
        known_since: customers with an order that left something from this day to `since` take part; since, until: the window.

    Returns:
        One row per (market, tier) of their last order: `customers`, `buyers`, `net_eur` and `net_squared`, and over the
        `customers_with_margin` (nothing bought, or all costs known) `margin_eur` and `margin_squared`.
    """
    return store.ask("design_moments", choice, known_since=known_since, since=since, until=until)


def customer_outcome(store: Store, choice: Choice = EVERYTHING, *, outcome: str = "net", weeks: int = 8) -> Outcome:
    """The outcome of known customers over the last weeks whose returns are in.

    Args:
        outcome: one of `OUTCOMES`.

    Raises:
        CannotTell: too few customers, or no margin known.
    """
    until = span(store)[1] - RETURNS + timedelta(days=1)
    since = until - timedelta(weeks=weeks)
    table = design_moments(store, choice, known_since=since - KNOWN, since=since, until=until).astype(
        dict.fromkeys(("net_squared", "margin_squared", "net_eur", "margin_eur", "buyers"), float)
    )
    names = {
        "net": ("customers", "net_eur", "net_squared"),
        "margin": ("customers_with_margin", "margin_eur", "margin_squared"),
        "conversion": ("customers", "buyers", "buyers"),
    }[outcome]
    sums = table[list(dict.fromkeys(names))].astype(float)
    count, total, squares = (sums[name] for name in names)
    customers = int(count.sum())
    if customers < LEAST:
        raise CannotTell(Reason("arm_too_small", customers=customers, needed=LEAST))
    if outcome == "margin" and not total.any():
        raise CannotTell(Reason("margins_unknown"))
    mean = float(total.sum() / customers)
    inside = float((squares - total**2 / count.where(count > 0, 1.0)).sum())
    strata = int((count > 0).sum())
    return Outcome(
        customers,
        mean,
        max(float(squares.sum() - customers * mean**2) / (customers - 1), 0.0),
        max(inside / max(customers - strata, 1), 0.0),
        since,
        until,
    )
