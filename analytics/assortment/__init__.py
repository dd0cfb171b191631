"""What sold at full price, what sold below it and how far, season by season, and what the rules of prices ask to check."""

from analytics.assortment.bans import ban_sales, ruled_regions, unruled_regions
from analytics.assortment.ladder import BANDS, markdown_ladder
from analytics.assortment.lower_prices import RULE_FROM, lower_prices
from analytics.assortment.price_share import price_share
from analytics.assortment.seasons import MILESTONES, Seasons, season_pace

__all__ = [
    "BANDS",
    "MILESTONES",
    "RULE_FROM",
    "Seasons",
    "ban_sales",
    "lower_prices",
    "markdown_ladder",
    "price_share",
    "ruled_regions",
    "season_pace",
    "unruled_regions",
]
