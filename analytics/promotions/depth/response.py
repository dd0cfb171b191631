"""How many more orders does a deeper discount bring, by market and tier?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.promotions.effect.experiment import covariates, randomised
from analytics.promotions.elasticity.shrinkage import shrunk
from analytics.promotions.evidence import EXPERIMENT
from analytics.results import CannotTell, Reason
from analytics.uplift import Experiment, adjusted_influence
from analytics.uplift.experiment import Numbers

TIERS = ("entry", "core", "premium", "luxury", "haute")
USUAL_DEPTH = 0.2
POWERS = np.linspace(0.0, 2.0, 41)
FEWEST = 30
DRAWS = 2_000


@dataclass(frozen=True)
class Response:
    """Extra orders per customer reached, as strength x (depth / 20 %) to a power.

    Attributes:
        cells: one row per market and tier: `market`, `tier`, `customers` exposed, `promotions`, `strength` at depth
            20 % with `low` and `high`, `anyway`: orders of a held-out customer in a window.
        power: of depth, common to all cells; 1 is proportional, 0 means that depth does not matter.
        draws: strengths (draws x cells) and powers (draws) that the data allow, for whoever plans with them.
        evidence: "experiment".
    """

    cells: pd.DataFrame
    power: Interval
    draws: tuple[Numbers, Numbers]
    evidence: str = EXPERIMENT

    def at(self, depths: Numbers) -> pd.DataFrame:
        """The curve: one row per cell and depth: `market`, `tier`, `depth`, `extra`, `low`, `high`."""
        strength, power = self.draws
        rows = []
        for place, cell in enumerate(self.cells.itertuples(index=False)):
            for depth in depths:
                extra = strength[:, place] * (depth / USUAL_DEPTH) ** power
                interval = Interval.of_draws(extra, cell.strength * (depth / USUAL_DEPTH) ** self.power.estimate)
                rows.append((cell.market, cell.tier, float(depth), interval.estimate, interval.low, interval.high))
        return pd.DataFrame(rows, columns=["market", "tier", "depth", "extra", "low", "high"])


def response(exposures: pd.DataFrame, listed: pd.DataFrame) -> Response:
    """The response of orders to depth, from promotions of different depth with a randomised holdout.

    Each promotion, market and tier gives one regression-adjusted effect per customer at one depth. Cells share the
    power of depth, found by likelihood over a grid; their strengths lean, as far as their own data are thin, on a
    level per market and a line from the cheapest tier to the dearest (empirical Bayes). A promotion that reached fewer
    than thirty customers of a cell in an arm is left out.

    Args:
        exposures: `promotion_exposures`.
        listed: `promotion_list`, for the depths.

    Raises:
        CannotTell: no promotion with a known depth and a randomised holdout.
    """
    effects = _effects(exposures, listed)
    if effects.empty:
        raise CannotTell(Reason("no_depth_tried", needed=FEWEST))
    cells = effects[["market", "tier"]].drop_duplicates().sort_values(["market", "tier"], ignore_index=True)
    place = effects.merge(cells.reset_index(), on=["market", "tier"])["index"].to_numpy()
    lines = _lines(cells)
    likelihood = np.array([-_misfit(effects, place, lines, power)[0] / 2 for power in POWERS])
    chance = np.exp(likelihood - likelihood.max())
    chance /= chance.sum()
    draw = np.random.default_rng(0)
    power = draw.choice(POWERS, DRAWS, p=chance)
    strengths = {exponent: _misfit(effects, place, lines, exponent)[1:] for exponent in np.unique(power)}
    noise = draw.normal(size=(DRAWS, len(cells)))
    drawn = np.array(
        [strengths[exponent][0] + strengths[exponent][1] * noise[row] for row, exponent in enumerate(power)]
    )
    best = float(power.mean())
    middle = _misfit(effects, place, lines, best)[1]
    bounds = np.quantile(drawn, [0.025, 0.975], axis=0)
    sums = effects.groupby(place).agg(customers=("customers", "sum"), promotions=("effect", "size"))
    anyway = effects.assign(bought=effects["anyway"] * effects["customers"]).groupby(place)["bought"].sum()
    cells = cells.assign(
        customers=sums["customers"].to_numpy(), promotions=sums["promotions"].to_numpy(), strength=middle,
        low=bounds[0], high=bounds[1], anyway=(anyway / sums["customers"]).to_numpy(),
    )  # fmt: skip
    return Response(cells, Interval.of_draws(power, best), (drawn, power))


def _effects(exposures: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """One row per promotion, market and tier: depth, effect on orders, its error, orders of a held-out customer."""
    depth = {
        str(name): float(deep) for name, deep in zip(listed["promotion_id"], listed["depth"], strict=True) if deep > 0
    }
    drawn = randomised(exposures)
    drawn = drawn[drawn["promotion_id"].isin(depth)]
    rows = []
    for (promotion, market, tier), part in drawn.groupby(["promotion_id", "market", "tier"]):
        treated = part["treated"].to_numpy(dtype=bool)
        if min(int(treated.sum()), int((~treated).sum())) < FEWEST:
            continue
        orders, chance = part["orders_in"].to_numpy(dtype=float), part["p_treated"].to_numpy(dtype=float)
        effect, influence = adjusted_influence(Experiment(covariates(part), treated, orders, chance))
        error = float(np.sqrt((influence**2).sum()))
        if error > 0:
            rows.append((market, tier, depth[str(promotion)], effect, error, orders[~treated].mean(), len(part)))
    return pd.DataFrame(rows, columns=["market", "tier", "depth", "effect", "error", "anyway", "customers"])


def _misfit(effects: pd.DataFrame, place: np.ndarray, lines: Numbers, power: float) -> tuple[float, Numbers, Numbers]:
    """At one power of depth: squared misfit in errors, and the shrunk strength of each cell with its error."""
    cells = len(lines)
    reach = (effects["depth"].to_numpy() / USUAL_DEPTH) ** power
    # An effect's own error follows its own luck; errors are taken per customer of the cell.
    variance = _steady(effects, place)
    weight = np.bincount(place, reach**2 / variance, minlength=cells)
    raw = np.bincount(place, reach * effects["effect"].to_numpy() / variance, minlength=cells) / weight
    misfit = float((((effects["effect"].to_numpy() - raw[place] * reach) ** 2) / variance).sum())
    strength, error = shrunk(raw, 1 / np.sqrt(weight), lines)
    return misfit, strength, error


def _lines(cells: pd.DataFrame) -> Numbers:
    """What cells lean on: a line from the cheapest tier to the dearest, and a level a market."""
    rank = cells["tier"].map({tier: place for place, tier in enumerate(TIERS)}).fillna((len(TIERS) - 1) / 2)
    markets = pd.get_dummies(cells["market"], dtype=float).to_numpy()
    lines = np.column_stack([markets, rank.to_numpy(dtype=float)])
    return lines if len(cells) > lines.shape[1] + 2 else np.ones((len(cells), 1))


def _steady(effects: pd.DataFrame, place: np.ndarray) -> Numbers:
    """Each effect's variance as its cell's mean variance per customer over its own customers."""
    customers = effects["customers"].to_numpy(dtype=float)
    per_customer = effects["error"].to_numpy() ** 2 * customers
    steady: Numbers = (np.bincount(place, per_customer * customers) / np.bincount(place, customers))[place] / customers
    return steady
