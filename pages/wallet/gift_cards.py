"""What is owed on gift cards, where a list of them is loaded."""

from sheets import gift_cards
from sheets.choice import Chosen
from ui import cache, parts


def draw(chosen: Chosen) -> None:
    """What do we owe on gift cards, and what became of them?"""
    owed = gift_cards.owed(cache.reading(), chosen)
    if not owed.table.empty:
        parts.table(owed, chosen)
