"""The rebound of a store: its weekly sales put to the model, every market at its own dates, beside trade as a whole."""

from analytics.rebound.shop.market_rebounds import MarketRebounds, market_rebounds
from analytics.rebound.shop.question import MEASURES, NET, REAL, Question

__all__ = ["MEASURES", "NET", "REAL", "MarketRebounds", "Question", "market_rebounds"]
