"""How much hangs on a few customers."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.kpis import kpis
from analytics.segments import Concentration, concentration
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.figure import Figure
from sheets.part import Part
from sheets.reading import Reading
from words import figures, formats
from words.messages import _

HEEDS = ("market", "channel", "tier", "period")
TOPS = (0.02, 0.1, 0.2)  # shares of the customers that the caption tells of


def weight(reading: Reading, chosen: Chosen) -> Concentration:
    """The biggest spenders of the period; none where nobody spent more than came back."""
    found: Concentration = reading.ask(concentration, chosen.choice, period=chosen.period)
    return found


def glance(reading: Reading, chosen: Chosen, found: Concentration) -> list[Figure]:
    """Buyers, and what the biggest spenders among them make of net sales."""
    buyers: Any = reading.ask(kpis, chosen.choice, period=chosen.period).loc["current", "buyers"]
    return [
        Figure(figures.name("buyers"), formats.number(buyers), metric="buyers"),
        Figure(
            _("Net sales of the top 2%"),
            formats.percent(found.top(0.02)),
            f"{figures.name('spenders')}: {formats.number(found.spenders)}",
            "vic_share",
        ),
    ]


def few(found: Concentration) -> Part:
    """The Lorenz curve, the biggest spenders first; drawn beside the line of all alike, `equal`."""
    two, ten, twenty = (formats.percent(found.top(share)) for share in TOPS)
    told = _(
        "Biggest spenders first: the top 2% account for {two} of net sales, the top 10% for {ten}, the top 20% for "
        "{twenty}. Gini {gini}.",
        two=two,
        ten=ten,
        twenty=twenty,
        gini=formats.number(found.gini, 2),
    )
    return Part(
        _("How concentrated sales are"),
        "concentration",
        found.curve,
        found.curve.assign(equal=found.curve["customer_share"]),
        columns={
            "net_share": (_("Share of net sales"), "percent"),
            "equal": (_("If all spent the same"), "percent"),
        },
        captions=(told,),
    )


def tops(found: Concentration, shares: Sequence[float] = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)) -> Part:
    """The same at a few shares of the customers, as a table."""
    rows = {"customer_share": list(shares), "net_share": [found.top(share) for share in shares]}
    columns: Columns = {
        "customer_share": (_("Share of customers"), "percent"),
        "net_share": (_("Share of net sales"), "percent"),
    }
    whole = few(found)
    return Part(whole.title, whole.name, whole.table, pd.DataFrame(rows), columns=columns, captions=whole.captions)
