"""Where a change of sales comes from: more buyers, more often, more pieces, dearer pieces, or the exchange rate."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from analytics.measures import sums_of
from analytics.period import Period
from analytics.reach import Compared, at_age_of, reach
from data.store import EVERYTHING, Choice, Store

# of orders whose exchange rate is known, so that all factors are of the same orders; each over the one before is a factor
CHAIN = ("rated_buyers", "rated_orders", "rated_units", "rated_constant_eur", "net_known_eur")
FACTORS = ("buyers", "orders_per_buyer", "units_per_order", "price_per_unit", "exchange_rate")
SUMS = (*CHAIN, "net_guest_eur")


@dataclass(frozen=True)
class Bridge:
    """A change of net sales in parts that add up to it exactly.

    Attributes:
        before, after: net sales of the two periods, EUR.
        parts: EUR by factor; `guests` is the change of sales to people nobody knows, `unsplit` what cannot be split
            because one period has no sales to known buyers.
    """

    before: float
    after: float
    parts: dict[str, float]

    def frame(self) -> pd.DataFrame:
        """One row per part in order: `part`, `change_eur`."""
        return pd.DataFrame({"part": list(self.parts), "change_eur": list(self.parts.values())})


def bridge(store: Store, choice: Choice = EVERYTHING, *, period: Period, against: Period) -> Bridge:
    """The change of net sales from one period to another by its factors (logarithmic mean Divisia index).

    Sales to known buyers are buyers x orders per buyer x units per order x price per unit (at constant rates) x effect
    of the rates, split without a residual as in Ang (2005), "The LMDI approach to decomposition analysis: a practical
    guide", Energy Policy 33(7). Sales to guests, whom nobody counts, are a part of their own. The earlier period is seen
    at the age the later one has today, as in `kpis`.
    """
    known = reach(store)
    spans = {"then": at_age_of(known, period, against), "now": at_age_of(known, period, period)}
    then, now = _sums(store, choice, spans)
    return Bridge(
        before=then["net_known_eur"] + then["net_guest_eur"],
        after=now["net_known_eur"] + now["net_guest_eur"],
        parts=parts_of(then, now),
    )


def lmdi(
    before: dict[str, float], after: dict[str, float], total_before: float, total_after: float
) -> dict[str, float]:
    """The change of a product of factors, factor by factor, without a residual.

    Args:
        before, after: factors by name; their product is the total.

    Returns:
        By factor: L(after, before) x ln(factor after / factor before), L the logarithmic mean. One part `unsplit` where
        a factor is not positive, as its logarithm is not there.
    """
    if min(*before.values(), *after.values(), total_before, total_after) <= 0:
        return {"unsplit": total_after - total_before}
    weight = logarithmic_mean(total_after, total_before)
    return {name: weight * math.log(after[name] / before[name]) for name in before}


def parts_of(then: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    """The parts of a bridge, EUR by name, from the sums of the chain and of guests in two periods."""
    parts = lmdi(_factors(then), _factors(now), then["net_known_eur"], now["net_known_eur"])
    guests = now["net_guest_eur"] - then["net_guest_eur"]
    return parts | ({"guests": guests} if guests else {})


def _sums(store: Store, choice: Choice, spans: dict[str, Compared]) -> list[dict[str, float]]:
    """By period the sums of the chain and of guests; nought where there is none."""
    table = sums_of(store, choice, SUMS, spans)
    rows = table.drop(columns="period").to_dict("records")
    return [{str(name): 0.0 if pd.isna(value) else float(value) for name, value in row.items()} for row in rows]


def _factors(sums: Mapping[str, float]) -> dict[str, float]:
    chain = [sums[name] for name in CHAIN]
    ratios = [
        chain[0],
        *(later / earlier if earlier else 0.0 for earlier, later in pairwise(chain)),
    ]
    return dict(zip(FACTORS, ratios, strict=True))


def logarithmic_mean(a: float, b: float) -> float:
    """Of two positive numbers; between their geometric and arithmetic means."""
    return a if math.isclose(a, b, rel_tol=1e-12) else (a - b) / math.log(a / b)
