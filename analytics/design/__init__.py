"""Before a test: how many customers or stores, for how long, and how small an effect would still show."""

from analytics.design.customers import Outcome, customer_outcome, design_moments
from analytics.design.power import Arms, detectable, power, size
from analytics.design.stores import StoreOutcome, store_outcome

__all__ = [
    "Arms", "Outcome", "StoreOutcome", "customer_outcome", "design_moments", "detectable", "power", "size", "store_outcome",
]  # fmt: skip
