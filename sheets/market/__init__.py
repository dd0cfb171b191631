"""Market context as parts: own growth beside the market's, buyers who come back, and published figures."""

from sheets.market.glance import HEEDS, title
from sheets.market.on_paper import paper

__all__ = ["HEEDS", "paper", "title"]
