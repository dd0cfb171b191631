"""Panels of prices and quantities drawn at random, with the elasticity known."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.promotions.elasticity.panel import Panel, Roles, panel

ROLES = Roles(["shop", "sku"], "week", "price", "sold", ["flag"], "tier")


@dataclass(frozen=True)
class Market:
    """Shops that sell the same products for some weeks; prices follow the product's and the week's demand."""

    shops: int = 24
    products: int = 4
    weeks: int = 40
    slope: float | tuple[float, ...] = -2.0
    borrowed: float = 0.0
    rivals: float = 0.0
    noise: float = 0.3
    level: float = 3.0

    def frame(self, seed: int = 0) -> pd.DataFrame:
        """One row per shop, product and week; `tier` has a value per product."""
        draw = np.random.default_rng([seed, self.shops, self.weeks])
        units, shape = self.shops * self.products, (self.shops * self.products, self.weeks)
        wanted, week = draw.normal(0, 0.5, units)[:, None], np.cumsum(draw.normal(0, 0.1, self.weeks))
        cut = (draw.random(shape) < 0.15) * draw.uniform(0.1, 0.4, shape)
        log_price = 3 + 0.4 * wanted + 0.5 * week + draw.normal(0, 0.03, shape) - cut
        flag = (cut > 0) & (draw.random(shape) < 0.6)
        before = np.roll(log_price - 3 - 0.4 * wanted - 0.5 * week, 1, axis=1)
        by_shop = log_price.reshape(self.shops, self.products, self.weeks)
        others = ((by_shop.sum(axis=1, keepdims=True) - by_shop) / max(self.products - 1, 1)).reshape(shape)
        slope = np.broadcast_to(self.slope, (self.shops, self.products)).reshape(units, 1)
        sold = self.level + wanted + week + slope * (log_price - 3) - slope * self.borrowed * before
        sold = sold + self.rivals * (others - 3) + 0.3 * flag + draw.normal(0, self.noise, shape)
        return pd.DataFrame({
            "shop": np.repeat(np.arange(self.shops), self.products * self.weeks),
            "sku": np.tile(np.repeat(np.arange(self.products), self.weeks), self.shops),
            "week": np.tile(np.arange(self.weeks), units),
            "price": np.exp(log_price).ravel(),
            "sold": np.exp(sold).ravel(),
            "flag": flag.ravel() * 1.0,
            "tier": np.tile(np.repeat([f"t{number}" for number in range(self.products)], self.weeks), self.shops),
        })  # fmt: skip

    def panel(self, seed: int = 0) -> Panel:
        return panel(self.frame(seed), ROLES)


@dataclass(frozen=True)
class Shelf:
    """Pieces of products in shops, week by week, at a usual price and at cuts.

    Attributes:
        slope: elasticity of the week's own pieces.
        borrowed: share of a cut's extra pieces that the two weeks after it lack, seven in ten in the first.
        lasting: how much of a week's demand is still there the week after.
        follows: by how much a cut grows likelier, per log of last week's demand that was missing; 0 where prices are given.
        sticky: how much of a week's usual price is still there the week after.
    """

    shops: int = 20
    products: int = 4
    weeks: int = 60
    slope: float = -2.0
    borrowed: float = 0.0
    lasting: float = 0.5
    follows: float = 0.0
    sticky: float = 0.0
    level: float = 50.0
    noise: float = 0.4

    def frame(self, seed: int = 0) -> pd.DataFrame:
        """One row per shop, product and week."""
        draw = np.random.default_rng([seed, self.shops, self.weeks, 7])
        units = self.shops * self.products
        usual = self.level * np.exp(draw.normal(0, 0.4, units))
        week = np.cumsum(draw.normal(0, 0.05, self.weeks))
        demand, drift, owed = draw.normal(0, self.noise, units), np.zeros(units), np.zeros((2, units))
        log_price, sold = np.empty((units, self.weeks)), np.empty((units, self.weeks))
        for number in range(self.weeks):
            likely = np.clip(0.2 - self.follows * demand, 0.02, 0.9)
            cut = (draw.random(units) < likely) * draw.uniform(0.1, 0.35, units)
            drift = self.sticky * drift + draw.normal(0, 0.03, units)
            log_price[:, number] = np.log(1 - cut) + drift
            demand = self.lasting * demand + draw.normal(0, self.noise * np.sqrt(1 - self.lasting**2), units)
            ordinary = usual * np.exp(week[number] + demand)
            extra = ordinary * (np.exp(self.slope * log_price[:, number]) - 1)
            sold[:, number] = np.maximum(ordinary + extra - owed[0], 0)
            owed = np.stack([owed[1] + 0.7 * self.borrowed * extra, 0.3 * self.borrowed * extra])
        return pd.DataFrame({
            "shop": np.repeat(np.arange(self.shops), self.products * self.weeks),
            "sku": np.tile(np.repeat(np.arange(self.products), self.weeks), self.shops),
            "week": np.tile(np.arange(self.weeks), units),
            "price": 100 * np.exp(log_price).ravel(),
            "sold": draw.poisson(sold.ravel()) * 1.0,
        })  # fmt: skip

    def panel(self, seed: int = 0) -> Panel:
        return panel(self.frame(seed), Roles(["shop", "sku"], "week", "price", "sold"))
