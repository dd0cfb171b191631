"""The shop beside its market: growth over the same periods, how many buyers come back, and what others published."""

from analytics.market.growth import market_growth, market_index
from analytics.market.loyalty import loyalty_by_market, loyalty_by_quarter
from analytics.market.published import published_figures

__all__ = ["loyalty_by_market", "loyalty_by_quarter", "market_growth", "market_index", "published_figures"]
