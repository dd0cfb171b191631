"""A shop by hand of few dear purchases: the tail of what customers spend is heavier than Gamma-Gamma can hold."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np

from data.store import Store
from tests.analytics.shop import line, opened, order, product

CUSTOMERS, UNTIL, SPREAD = 600, date(2025, 12, 31), 1.6


def dear(home: Path) -> Store:
    """Poisson purchases with lifetimes; spending per purchase by customer is lognormal around 700 euro."""
    draw = np.random.default_rng(5)
    orders = []
    for person in range(CUSTOMERS):
        day, rate, spent = draw.uniform(0, 1400), draw.gamma(1.0, 1 / 250), 700 * np.exp(SPREAD * draw.normal())
        ends = min(day + draw.exponential(900), 1460)
        while day < ends:
            on = UNTIL - timedelta(days=1460 - int(day))
            total = round(float(spent * draw.gamma(4) / 4), 2)
            orders.append(order(f"o{len(orders)}", on.isoformat(), f"c{person}", total=max(total, 1.0)))
            day += draw.exponential(1 / rate)
    return opened(
        home,
        customers=[{"customer_id": f"c{person}"} for person in range(CUSTOMERS)],
        products=[product()],
        orders=orders,
        order_lines=[line(each["order_id"], gross=each["total"]) for each in orders],
    )
