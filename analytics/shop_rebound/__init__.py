"""Revenge spending of a shop: its weekly sales put to the model of `analytics.rebound`, every market at its own dates."""

from analytics.shop_rebound.ask import MEASURES, NET, REAL, Question
from analytics.shop_rebound.shop import ShopRebound, shop_rebound

__all__ = ["MEASURES", "NET", "REAL", "Question", "ShopRebound", "shop_rebound"]
