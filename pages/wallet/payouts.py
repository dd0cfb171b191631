"""From payment to bank: where the money of each wallet is."""

from sheets import payouts
from sheets.choice import Chosen
from ui import cache, cards, export, parts, tables


def draw(chosen: Chosen) -> None:
    """What do the wallets owe, since when, and did what they paid out reach the bank?"""
    reading = cache.reading()
    chain = payouts.chain(reading, chosen)
    if not parts.headed(chain, chosen):
        return
    export.month_end(chosen)
    cards.row(payouts.glance(reading, chosen), 4, 150)
    tables.rows(chain.drawn, chain.name, chain.columns)
    parts.captions(chain)
    parts.table(payouts.ages(reading, chosen), chosen)
    parts.table(payouts.open_payouts(reading, chosen), chosen)
