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

HEEDS = ("market", "channel", "tier", "period", "compare", "currency", "marks")
TOPS = (0.02, 0.1, 0.2)  # shares of the customers that the caption tells of


def weight(reading: Reading, chosen: Chosen) -> Concentration:
    """The biggest spenders of the period; none where nobody spent more than came back."""
    weights: Concentration = reading.ask(concentration, chosen.choice, period=chosen.period)
    return weights


def glance(reading: Reading, chosen: Chosen, weights: Concentration) -> list[Figure]:
    """Buyers, and what the biggest spenders among them make of net sales."""
    buyers: Any = reading.ask(kpis, chosen.choice.unstated, period=chosen.period).loc["current", "buyers"]
    return [
        Figure(figures.name("buyers"), formats.number(buyers), metric="buyers"),
        Figure(
            _("Net sales of the top 2%"),
            formats.percent(weights.top(0.02)),
            f"{figures.name('spenders')}: {formats.number(weights.spenders)}",
            "vic_share",
        ),
    ]


def few(weights: Concentration) -> Part:
    """The Lorenz curve, the biggest spenders first; drawn beside the line of all alike, `equal`."""
    two, ten, twenty = (formats.percent(weights.top(share)) for share in TOPS)
    told = _(
        "Biggest spenders first: the top 2% account for {two} of net sales, the top 10% for {ten}, the top 20% for "
        "{twenty}. Gini {gini}.",
        two=two,
        ten=ten,
        twenty=twenty,
        gini=formats.number(weights.gini, 2),
    )
    return Part(
        _("How concentrated sales are"),
        "concentration",
        weights.curve,
        weights.curve.assign(equal=weights.curve["customer_share"]),
        columns={
            "net_share": (_("Share of net sales"), "percent"),
            "equal": (_("If all spent the same"), "percent"),
        },
        captions=(told,),
    )


def tops(weights: Concentration, shares: Sequence[float] = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)) -> Part:
    """The same at a few shares of the customers, as a table."""
    rows = {"customer_share": list(shares), "net_share": [weights.top(share) for share in shares]}
    columns: Columns = {
        "customer_share": (_("Share of customers"), "percent"),
        "net_share": (_("Share of net sales"), "percent"),
    }
    whole = few(weights)
    return Part(whole.title, whole.name, whole.table, pd.DataFrame(rows), columns=columns, captions=whole.captions)
