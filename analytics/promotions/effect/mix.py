"""Who the extra orders come from: tiers that respond more have a larger part in them than in the orders that used a promotion."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.promotions.effect.experiment import covariates
from analytics.promotions.effect.pooling import pooled
from analytics.promotions.effect.score import Numbers
from analytics.uplift import Experiment, adjusted_influence

FEWEST = 100  # customers of a tier in each arm, over all promotions, from which on its response is looked at
FEWEST_TIERS = 4
LEAST = 0.1  # lift from which on tiers are compared: of nothing, no tier has more than another
WIDE = 100.0  # errors of a tier over all markets, for a cell of which nothing is known
FURTHEST = 4.0  # how many times another order's worth an extra one's may be


@dataclass(frozen=True)
class Mix:
    """How the tiers respond, and what each promotion has of them.

    Attributes:
        promotions: ids, in the order of the rows below.
        market: (promotions,), place of each one's market in `lifts`.
        lifts: (draws, markets, tiers), extra orders per order that would have come anyway.
        anyway, used, worth, usual: (promotions, tiers): orders that would have come anyway among those treated, orders that used it, the
            margin of one before the shop's discount, and that of an order no promotion touched; both of all promotions of the market.
    """

    promotions: tuple[str, ...]
    market: np.ndarray
    lifts: Numbers
    anyway: Numbers
    used: Numbers
    worth: Numbers
    usual: Numbers

    def used_worth(self, promotions: list[str]) -> Numbers:
        """(promotions,): what an order that used each is worth by its market and tiers; nan without any."""
        return self._mean(promotions, self.used, self.worth)

    def usual_worth(self, promotions: list[str]) -> Numbers:
        """(promotions,): the same of an order of those treated that no promotion touched."""
        return self._mean(promotions, self.anyway, self.usual)

    def _mean(self, promotions: list[str], weight: Numbers, worth: Numbers) -> Numbers:
        place = [self.promotions.index(name) for name in promotions]
        sums = weight[place].sum(axis=1)
        found: Numbers = (weight[place] * worth[place]).sum(axis=1) / np.where(sums > 0, sums, np.nan)
        return found

    def extra_worth(self, promotions: list[str]) -> tuple[Numbers, Numbers]:
        """(draws, promotions) each: worth of an extra order over that of one that used the promotion, and how much extra orders differ by tier."""
        return self._over(promotions, self.used, self.worth, self.lifts)

    def missing_worth(self, promotions: list[str]) -> tuple[Numbers, Numbers]:
        """The same of orders missing later over any order; none is missing where none was extra."""
        return self._over(promotions, self.anyway, self.usual, np.maximum(self.lifts, 0.0))

    def _over(self, promotions: list[str], weight: Numbers, worth: Numbers, lifts: Numbers) -> tuple[Numbers, Numbers]:
        means = self._mean(promotions, weight, worth)
        ratios, spreads = np.ones((len(lifts), len(promotions))), np.zeros((len(lifts), len(promotions)))
        for column, name in enumerate(promotions):
            place = self.promotions.index(name)
            anyway, each = self.anyway[place], worth[place]
            many = lifts[:, self.market[place]] * anyway
            total = np.maximum(many.sum(axis=1), LEAST * anyway.sum())
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio = (many @ each) / total / means[column]
            ratios[:, column] = np.where(np.isfinite(ratio), np.clip(ratio, -FURTHEST, FURTHEST), 1.0)
            share = np.maximum(many, 0.0) / np.maximum(np.maximum(many, 0.0).sum(axis=1), 1e-12)[:, None]
            spreads[:, column] = np.sqrt(np.maximum(share @ each**2 - (share @ each) ** 2, 0.0))
        return ratios, spreads


def mix(drawn: pd.DataFrame) -> Mix | None:
    """The tiers of the last order before the assignment; None with fewer than four of them to look at.

    Args:
        drawn: randomised exposures.
    """
    table = drawn.assign(
        tier=drawn["tier"].fillna("").astype(str),
        market=drawn["market"].fillna("").astype(str),
        treated=drawn["treated"].astype(bool),
    )
    found = {str(tier): lift for tier, part in table.groupby("tier") if (lift := _lift(part)) is not None}
    if len(found) < FEWEST_TIERS:
        return None
    table = table[table["tier"].isin(list(found))]
    markets, tiers = sorted(table["market"].unique()), list(found)
    return Mix(*_cells(table, markets, tiers, _lifts(table, markets, found)))


def _lifts(table: pd.DataFrame, markets: list[str], shop: dict[str, tuple[float, float]]) -> Numbers:
    """(draws, markets, tiers): each cell leans on cells of its tier and of its market; one of few customers leans wholly.

    Tiers do not respond alike in every market: what a tier does elsewhere is evidence, and no more.
    """
    found = {(str(market), str(tier)): _lift(part) for (market, tier), part in table.groupby(["market", "tier"])}
    wide = {tier: (lift, WIDE * error) for tier, (lift, error) in shop.items()}
    told = [found.get((market, tier)) or wide[tier] for market in markets for tier in shop]
    lifts, errors = np.array(told).T
    traits = np.array([(row, column) for row in range(len(markets)) for column in range(len(shop))])
    drawn: Numbers = pooled(lifts, errors, traits, seed=3).own.reshape(-1, len(markets), len(shop))
    return drawn


def _lift(part: pd.DataFrame) -> tuple[float, float] | None:
    """Extra orders of a tier per order of its control group, and their error; None where it is too few."""
    treated, orders = part["treated"].to_numpy(dtype=bool), part["orders_in"].to_numpy(dtype=float)
    if min(int(treated.sum()), int((~treated).sum())) < FEWEST or orders[~treated].mean() <= 0:
        return None
    who = pd.factorize(part["customer_id"])[0].astype(np.int64)
    effect, influence = adjusted_influence(
        Experiment(covariates(part), treated, orders, part["p_treated"].to_numpy(dtype=float), who)
    )
    usual, error = float(orders[~treated].mean()), float(np.sqrt(influence @ influence))
    return (effect / usual, error / usual) if error > 0 else None


def _cells(
    table: pd.DataFrame, markets: list[str], tiers: list[str], lifts: Numbers
) -> tuple[tuple[str, ...], np.ndarray, Numbers, Numbers, Numbers, Numbers, Numbers]:
    """What belongs into a `Mix`."""
    given = table[table["treated"]]
    paid = given["paid_by_merchant_eur"] + given["paid_by_other_eur"]
    given = given.assign(before=given["margin_with_promotion_eur"] + paid)
    rate = table[~table["treated"]].groupby("tier")["orders_in"].mean()
    each = _each(given, "before", "orders_with_promotion_in", tiers)
    by = given.groupby(["promotion_id", "tier"])
    anyway = by.size().unstack(fill_value=0).reindex(columns=tiers, fill_value=0) * rate.reindex(tiers)
    used = (
        by["orders_with_promotion_in"]
        .sum()
        .unstack(fill_value=0)
        .reindex(index=anyway.index, columns=tiers, fill_value=0)
    )
    market = (
        given.groupby("promotion_id")["market"].agg(lambda names: names.value_counts().index[0]).reindex(anyway.index)
    )
    held_out = ~table["treated"]
    rest = table.assign(
        margin=table["margin_in_eur"].where(held_out, 0.0) + table["margin_after_eur"],
        orders=table["orders_in"].where(held_out, 0.0) + table["orders_after"],
    )
    worth, usual = (
        np.nan_to_num(one.reindex(market.to_numpy()).to_numpy(dtype=float))
        for one in (each, _each(rest, "margin", "orders", tiers))
    )
    names = tuple(str(name) for name in anyway.index)
    place = np.array([markets.index(name) for name in market])
    return names, place, lifts, anyway.to_numpy(dtype=float), used.to_numpy(dtype=float), worth, usual


def _each(part: pd.DataFrame, amount: str, orders: str, tiers: list[str]) -> pd.DataFrame:
    """Per order, a row a market and a column a tier; the shop's where a market has no order of the tier."""
    sums = part.groupby(["market", "tier"])[[amount, orders]].sum()
    mean = (sums[amount] / sums[orders].where(sums[orders] > 0)).unstack()
    shop = part.groupby("tier")[[amount, orders]].sum()
    found: pd.DataFrame = mean.reindex(columns=tiers).fillna(shop[amount] / shop[orders].clip(lower=1))
    return found
