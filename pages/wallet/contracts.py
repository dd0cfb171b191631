"""What wallets cost against their contracts."""

from sheets import contracts
from sheets.choice import Chosen
from ui import cache, charts, parts


def draw(chosen: Chosen) -> None:
    """Do the wallets charge what was agreed, and how many euro are at stake?"""
    reading = cache.reading()
    agreed = contracts.agreed(reading, chosen)
    parts.table(agreed, chosen)
    if agreed.drawn.empty:
        return
    trend = contracts.trend(reading, chosen)
    if parts.headed(trend, chosen):
        charts.lines(trend.drawn, "month", trend.named("percent"), "percent", trend.name)
        parts.captions(trend)
