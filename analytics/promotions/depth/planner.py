"""How deep a discount for whom, within a budget and a margin floor, and does the choice matter?"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from analytics.interval import Interval, chance_above
from analytics.promotions.depth.response import USUAL_DEPTH, Response
from analytics.uplift.experiment import Numbers
from data.late import late

optimize = late("scipy.optimize")
sparse = late("scipy.sparse")

NEEDED = (
    "market",
    "tier",
    "customers",
    "anyway",
    "price_eur",
    "margin_share",
    "used_share",
    "paid_share",
    "contact_cost_eur",
)


@dataclass(frozen=True)
class Wish:
    """What the planner has to keep to.

    Attributes:
        budget_eur: most the shop may spend on discounts and on reaching people.
        floor: least margin share of an order with the discount; an order's list price is 1.
        ladder: depths to choose from, above 0 and below 1.
        borrowed: share of extra orders that will be missing later.

    Raises:
        ValueError: an empty or impossible ladder, a negative budget, a share outside 0 to 1.
    """

    budget_eur: float
    floor: float = 0.0
    ladder: tuple[float, ...] = (0.1, 0.15, 0.2, 0.25)
    borrowed: float = 0.0

    def __post_init__(self) -> None:
        if not self.ladder or not all(0 < depth < 1 for depth in self.ladder):
            raise ValueError(f"ladder is {self.ladder}; give depths between 0 and 1, e.g. 0.1, 0.2")
        if any(later <= earlier for earlier, later in pairwise(self.ladder)):
            raise ValueError(f"ladder is {self.ladder}; give rising depths")
        if not self.budget_eur >= 0:
            raise ValueError(f"budget is {self.budget_eur}; give 0 or more")
        if not 0 <= self.borrowed <= 1:
            raise ValueError(f"borrowed is {self.borrowed}; give a share from 0 to 1")


@dataclass(frozen=True)
class Chances:
    """How likely it is that a plan pays, over all that the experiments leave open.

    Attributes:
        gain: probability that it gains anything over doing nothing; not known where it does nothing.
        over_everybody: that it gains more than sending everybody the best single depth; not known where it is the same.
        expected_gain, expected_loss: of following it against doing nothing, in euro, neither below 0; their difference is the mean gain.
    """

    gain: float
    over_everybody: float
    expected_gain: float
    expected_loss: float


@dataclass(frozen=True)
class Plan:
    """Who gets how deep a discount, and what that is expected to bring.

    Attributes:
        allocation: one row per market and tier: `market`, `tier`, `customers`, `depth` (0: nothing), `extra_orders`,
            `spent_eur`, `gain_eur` with `gain_low` and `gain_high`.
        gain: incremental margin over doing nothing.
        over_everybody: gain over sending everybody the best single depth.
        everybody_depth: that depth, and `everybody_share` of people whom the budget reaches with it, at random.
        spent_eur: expected.
        evidence: of the response it rests on.
        chances: how likely it is to gain.
    """

    allocation: pd.DataFrame
    gain: Interval
    over_everybody: Interval
    everybody_depth: float
    everybody_share: float
    spent_eur: float
    evidence: str
    chances: Chances

    @property
    def sends(self) -> pd.DataFrame:
        """The rows of the allocation that are sent a discount."""
        return self.allocation[self.allocation["depth"] > 0]

    @property
    def hardly_matters(self) -> bool:
        """Whether choosing by market and tier cannot be told from sending everybody the same."""
        return self.over_everybody.low <= 0


def plan(audience: pd.DataFrame, answer: Response, wish: Wish) -> Plan:
    """The allocation with the highest expected incremental margin.

    A customer reached at a depth brings extra orders by the response curve (less what is borrowed), each worth the
    margin left after the discount; those who would have ordered anyway and use it cost the discount; reaching costs.
    One depth or nothing per market and tier, exactly solved. Intervals are over everything the experiments leave open
    about strength and power of the response, not over prices and audiences, which are taken as given.

    Args:
        audience: one row per market and tier of the response: `customers`; `anyway` orders of a customer in a
            window; `price_eur`, list price of an order; `margin_share` of it without a discount; `used_share` of
            orders anyway that would use the discount; `paid_share` of the discount that the shop pays;
            `contact_cost_eur` per customer.
        answer: `response`.

    Raises:
        ValueError: a column is missing, or a market and tier has no response.
    """
    missing = [name for name in NEEDED if name not in audience.columns]
    if missing:
        raise ValueError(f"audience lacks {', '.join(missing)}")
    cells = _matched(audience, answer)
    options = [_Option(cells, answer, depth, wish) for depth in wish.ladder]
    gains = np.stack([option.gain for option in options])
    costs = np.stack([option.cost.mean(axis=0) for option in options])
    allowed = np.stack([option.allowed for option in options])
    chosen = _best(gains.mean(axis=1), costs, allowed, wish.budget_eur)
    taken = np.take_along_axis(gains, np.maximum(chosen, 0)[None, None, :], axis=0)[0] * (chosen >= 0)
    place, share = _everybody(gains.mean(axis=1), costs, allowed, wish.budget_eur)
    same = gains[place].sum(axis=1) * share
    total = taken.sum(axis=1)
    return Plan(
        allocation=_allocation(cells, chosen, options, taken),
        gain=Interval.of_draws(total, float(total.mean())),
        over_everybody=Interval.of_draws(total - same, float((total - same).mean())),
        everybody_depth=wish.ladder[place] if share > 0 else 0.0,
        everybody_share=share,
        spent_eur=float(sum(costs[depth, cell] for cell, depth in enumerate(chosen) if depth >= 0)),
        evidence=answer.evidence,
        chances=_chances(total, total - same),
    )


def _chances(total: Numbers, more: Numbers) -> Chances:
    """Of a plan's gain, and of its gain over one depth for all; both (draws,)."""
    unit = 1e-9 * max(1.0, float(np.abs(total).max()))
    gain, over = (chance_above(draws, unit) if (np.abs(draws) > unit).any() else np.nan for draws in (total, more))
    return Chances(gain, over, float(np.maximum(total, 0).mean()), float(np.maximum(-total, 0).mean()))


def _matched(audience: pd.DataFrame, answer: Response) -> pd.DataFrame:
    places = answer.cells[["market", "tier"]].reset_index(names="place")
    cells = audience.merge(places, on=["market", "tier"], how="left")
    if cells["place"].isna().any():
        lost = cells[cells["place"].isna()].iloc[0]
        raise ValueError(f"{lost['market']} {lost['tier']} has no response to depth; leave it out of the audience")
    return cells.astype({"place": int})


class _Option:
    """One depth for every cell: gain and cost (draws x cells), extra orders, and whether the floor allows it."""

    def __init__(self, cells: pd.DataFrame, answer: Response, depth: float, wish: Wish) -> None:
        strength, power = answer.draws
        columns = {name: cells[name].to_numpy(dtype=float) for name in NEEDED[2:]}
        extra = strength[:, cells["place"].to_numpy()] * (depth / USUAL_DEPTH) ** power[:, None]
        given = depth * columns["paid_share"] * columns["price_eur"]
        left = columns["margin_share"] * columns["price_eur"] - given
        usual = columns["anyway"] * columns["used_share"]
        self.depth = depth
        self.extra = extra * columns["customers"]
        self.gain = columns["customers"] * (
            extra * (1 - wish.borrowed) * left - usual * given - columns["contact_cost_eur"]
        )
        self.cost = columns["customers"] * ((np.maximum(extra, 0) + usual) * given + columns["contact_cost_eur"])
        self.allowed = left >= wish.floor * columns["price_eur"] - 1e-9


def _best(gain: Numbers, cost: Numbers, allowed: np.ndarray, budget: float) -> np.ndarray:
    """The depth of each cell (-1: nothing) with the highest total gain within the budget: one integer programme."""
    depths, cells = gain.shape
    useful = allowed & (gain > 0)
    if not useful.any():
        return np.full(cells, -1)
    once = sparse.kron(np.ones((1, depths)), sparse.eye(cells))
    limits = [optimize.LinearConstraint(once, 0, 1), optimize.LinearConstraint(cost.reshape(1, -1), 0, budget)]
    solution = optimize.milp(
        -gain.ravel(), integrality=1, bounds=optimize.Bounds(0, useful.ravel().astype(float)), constraints=limits
    )
    if solution.x is None:
        raise RuntimeError(f"the integer programme found no allocation within {budget:,.0f}: {solution.message}")
    picked = solution.x.reshape(depths, cells) > 0.5
    return np.where(picked.any(axis=0), picked.argmax(axis=0), -1)


def _everybody(gain: Numbers, cost: Numbers, allowed: np.ndarray, budget: float) -> tuple[int, float]:
    """The best single depth for all whom the floor allows it, and the share of them that the budget reaches."""
    total, spent = (np.where(allowed, part, 0.0).sum(axis=1) for part in (gain, cost))
    share = np.minimum(1.0, budget / np.maximum(spent, 1e-9)) * allowed.any(axis=1)
    place = int(np.argmax(np.where(share > 0, total * share, -np.inf)))
    return place, float(share[place])


def _allocation(cells: pd.DataFrame, chosen: np.ndarray, options: list[_Option], taken: Numbers) -> pd.DataFrame:
    rows = []
    for cell, depth in enumerate(chosen):
        option = options[depth] if depth >= 0 else None
        gain = Interval.of_draws(taken[:, cell], float(taken[:, cell].mean()))
        rows.append({
            "market": cells["market"].iloc[cell], "tier": cells["tier"].iloc[cell], "customers": cells["customers"].iloc[cell],
            "depth": option.depth if option else 0.0,
            "extra_orders": float(option.extra[:, cell].mean()) if option else 0.0,
            "spent_eur": float(option.cost[:, cell].mean()) if option else 0.0,
            "gain_eur": gain.estimate, "gain_low": gain.low, "gain_high": gain.high,
        })  # fmt: skip
    return pd.DataFrame(rows)
