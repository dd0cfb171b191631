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
