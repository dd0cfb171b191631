"""What is owed on gift cards, month by month, as a part of *Wallet & settlement*."""

from analytics.gift_cards import gift_cards
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.reading import Reading
from words.messages import _


def owed(reading: Reading, chosen: Chosen) -> Part:
    """A row a month and currency in which cards moved, and for the last month; no rows where no list of gift cards is loaded."""
    table = reading.fact(gift_cards, period=chosen.period)
    columns: Columns = {
        "month": (_("Month"), "month"),
        "currency": (_("Currency"), "text"),
        "opening": (_("Owed before"), "amount"),
        "issued": (_("Cards sold"), "amount"),
        "returned": (_("Given back on cards"), "amount"),
        "spent": (_("Spent"), "amount"),
        "expired": (_("Expired"), "amount"),
        "adjusted": (_("Corrected"), "amount"),
        "closing": (_("Owed after"), "amount"),
    }
    idle = {name for name in ("returned", "expired", "adjusted") if not (table[name].astype(float).abs() > 0).any()}
    return Part(
        _("Gift cards: what is owed"),
        "gift_cards",
        table,
        table.sort_values(["month", "currency"], ascending=[False, True]),
        columns={name: column for name, column in columns.items() if name not in idle},
        captions=(
            _(
                "What a gift card holds is owed until it is spent, and no sale before. Each row adds up to the cent, from what was owed to what is."
            ),
            _("What was owed before the first entry of the list counts where a correction says it, else not."),
            _("The list is of the whole shop: filters of market and channel do not narrow it."),
        ),
    )
