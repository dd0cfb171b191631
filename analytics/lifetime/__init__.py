"""Customers to come back: how many, when, and what they are worth.

    from analytics.lifetime import Purchases, lifetime, record

    result = lifetime(record(Purchases.of(log["customer"], log["on"], log["value"]), horizon=52))
    result.forecast.purchases   # Interval
    result.expected             # one row per distinct history: p_alive, purchases, value
    result.tracking             # week by week, seen and expected

A log is reduced to histories (frequency, recency, age, how many customers), which is all that the models can see of
it; Pareto/NBD, MBG/NBD, BG/NBD and, where purchases are regular, MBG/CNBD-k are fitted by maximum likelihood, the one
that forecast best at earlier moments is chosen, and its total is calibrated by how far it was off then.
"""

from analytics.lifetime.lifetime import Lifetime, lifetime
from analytics.lifetime.purchases import Purchases
from analytics.lifetime.record import Record, record

__all__ = ["Lifetime", "Purchases", "Record", "lifetime", "record"]
