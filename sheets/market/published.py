"""What others published of the market, dated and with its source: to read, never to compute with."""

import pandas as pd

from analytics.market import published_figures
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.part import Part
from words import formats, labels
from words.messages import _


def published(chosen: Chosen) -> Part:
    """A row a figure, of the markets chosen and of none in particular."""
    table = published_figures(chosen.choice.market)
    rows = table.to_dict("records")
    drawn = table.assign(
        name=[labels.named("published", row["what"]) for row in rows],
        place=[labels.market(row["market"]) if row["market"] else formats.DASH for row in rows],
        when=[row["period"] or formats.DASH for row in rows],
        said=[written(float(str(row["value"])), str(row["unit"])) for row in rows],
        dated=[formats.DASH if pd.isna(row["published"]) else str(row["published"]) for row in rows],
    )
    columns: Columns = {
        "name": (_("Figure"), "text"),
        "place": (_("Market"), "text"),
        "when": (_("Period"), "text"),
        "said": (_("Published"), "text"),
        "source": (_("Source"), "text"),
        "dated": (_("Year of publication"), "text"),
    }
    captions = (
        _(
            "Context as its sources published it; no figure or model of this dashboard is computed from it. A dash: not on file."
        ),
    )
    return Part(_("Published figures"), "published_figures", table, drawn, columns=columns, captions=captions)


def written(value: float, unit: str) -> str:
    """A published value in its unit."""
    if unit == "share":
        return formats.change(value, 0)
    if unit == "cny":
        return _("{n} yuan", n=formats.number_short(value))
    return formats.number_short(value)
