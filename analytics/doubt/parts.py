"""How far the parts of a bridge are more than the accident of who happened to shop, and when."""

import numpy as np
import pandas as pd

from analytics.bridge import logarithmic_mean, parts_of
from analytics.definition import RETAIL, Definition
from analytics.doubt.blocks import Blocks, blocks
from analytics.doubt.changes import MIN_ORDERS, interval_of, weeks
from analytics.doubt.weeks import wander
from analytics.measures import WHOLE
from analytics.period import Period
from analytics.reach import at_age_of, reach
from data.store import EVERYTHING, Choice, Store

# the figure whose weeks tell how a factor wanders, where it is not that of orders; rates are facts
WANDERING = {"units_per_order": "upt", "price_per_unit": "asp_eur", "exchange_rate": "", "vat_and_receipts": ""}
COLUMNS = ("change_low", "change_high", "is_clear")


def part_intervals(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, against: Period, definition: Definition = RETAIL
) -> pd.DataFrame:
    """The 95 % intervals of the parts of `analytics.bridge.bridge`, with the doubt of `analytics.doubt.changes`.

    Returns:
        One row a part, by its name: `change_low` and `change_high`, EUR; `is_clear` whether they lie on one side of nought. No
        row where either period has fewer than 30 orders.
    """
    known = reach(store)
    spans = {"then": at_age_of(known, period, against), "now": at_age_of(known, period, period)}
    held = blocks(store, choice, [*definition.sums, "orders"], spans, WHOLE)
    then, now = _told(held, "then"), _told(held, "now")
    if min(then[0].get("orders", 0), now[0].get("orders", 0)) < MIN_ORDERS:
        return pd.DataFrame(columns=list(COLUMNS))
    parts = pd.DataFrame([parts_of(*pair, definition) for pair in zip(then, now, strict=True)]).fillna(0.0)
    of_a_week, restless = wander(store), weeks(*spans.values())
    weight = _weights(then[0], now[0], definition)
    rows = {
        str(name): interval_of(
            values.to_numpy(),
            weight.get(str(name), weight[""]) * of_a_week.of(WANDERING.get(str(name), "orders")) * restless,
        )
        for name, values in parts.items()
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS[:2])).round(2)
    return table.assign(is_clear=(table["change_low"] > 0) | (table["change_high"] < 0))


def _told(held: Blocks, period: str) -> list[dict[str, float]]:
    """The sums of a period: of all, then with each part of the persons left out; empty where nothing was sold."""
    at = np.flatnonzero(held.keys["period"] == period)
    if not len(at):
        return [{}]
    return [dict(zip(held.names, row, strict=True)) for row in held.sums()[at[0]].tolist()]


def _weights(then: dict[str, float], now: dict[str, float], definition: Definition) -> dict[str, float]:
    """By part the square of the EUR that a hundredth more of it, times a hundred, is worth; "" those of the chain."""
    known = logarithmic_mean(*(max(each[definition.known], 1.0) for each in (then, now)))
    return {"": known**2, "guests": (now[definition.guests] ** 2 + then[definition.guests] ** 2) / 2}
