"""Where a change of sales comes from: more buyers, more often, more pieces, dearer pieces, or the exchange rate."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from analytics.definition import RETAIL, Definition
from analytics.measures import sums_of
from analytics.period import Period
from analytics.reach import Compared, at_age_of, reach
from data.store import EVERYTHING, Choice, Store


@dataclass(frozen=True)
class Bridge:
    """A change of sales in parts that add up to it exactly.

    Attributes:
        before, after: sales of the two periods by the definition, EUR.
        parts: EUR by factor; `guests` is the change of sales to people nobody knows, `unsplit` what cannot be split
            because one period has no sales to known buyers.
    """

    before: float
    after: float
    parts: dict[str, float]

    def frame(self) -> pd.DataFrame:
        """One row per part in order: `part`, `change_eur`."""
        return pd.DataFrame({"part": list(self.parts), "change_eur": list(self.parts.values())})


def bridge(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, against: Period, definition: Definition = RETAIL
) -> Bridge:
    """The change of sales from one period to another by its factors (logarithmic mean Divisia index).

    Sales to known buyers are buyers x orders per buyer x units per order x price per unit (at constant rates) x effect
    of the rates (in the books also x what VAT and platforms leave of it), split without a residual as in Ang (2005), "The
    LMDI approach to decomposition analysis: a practical guide", Energy Policy 33(7). Sales to guests, whom nobody counts,
    are a part of their own. The earlier period is seen at the age the later one has today, as in `kpis`.

    Args:
        definition: whose sales.
    """
    known = reach(store)
    spans = {"then": at_age_of(known, period, against), "now": at_age_of(known, period, period)}
    then, now = _sums(store, choice, spans, definition)
    before, after = (sums[definition.known] + sums[definition.guests] for sums in (then, now))
    return Bridge(before, after, parts_of(then, now, definition))


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


def parts_of(then: Mapping[str, float], now: Mapping[str, float], definition: Definition) -> dict[str, float]:
    """The parts of a bridge, EUR by name, from the sums of the chain and of guests in two periods."""
    sold = (sums[definition.known] for sums in (then, now))
    parts = lmdi(_factors(then, definition), _factors(now, definition), *sold)
    guests = now[definition.guests] - then[definition.guests]
    return parts | ({"guests": guests} if guests else {})


def _sums(store: Store, choice: Choice, spans: dict[str, Compared], definition: Definition) -> list[dict[str, float]]:
    """By period the sums of the chain and of guests; nought where there is none."""
    table = sums_of(store, choice, definition.sums, spans)
    rows = table.drop(columns="period").to_dict("records")
    return [{str(name): 0.0 if pd.isna(value) else float(value) for name, value in row.items()} for row in rows]


def _factors(sums: Mapping[str, float], definition: Definition) -> dict[str, float]:
    chain = [sums[name] for name in definition.chain]
    ratios = [
        chain[0],
        *(later / earlier if earlier else 0.0 for earlier, later in pairwise(chain)),
    ]
    return dict(zip(definition.factors, ratios, strict=True))


def logarithmic_mean(a: float, b: float) -> float:
    """Of two positive numbers; between their geometric and arithmetic means."""
    return a if math.isclose(a, b, rel_tol=1e-12) else (a - b) / math.log(a / b)
