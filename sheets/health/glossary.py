"""What every metric means."""

import pandas as pd

from analytics.metrics import metrics
from sheets.columns import Columns
from sheets.part import Part
from words import messages
from words.messages import _


def glossary() -> Part:
    """What every metric means, in the reader's language."""
    table = pd.DataFrame(
        {
            "metric": key,
            "name": entry.named(messages.language()),
            "formula": entry.formula,
            "note": entry.explained(messages.language()),
        }
        for key, entry in metrics().items()
    )
    columns: Columns = {
        "name": (_("Metric"), "text"),
        "formula": (_("Formula"), "text"),
        "note": (_("Meaning"), "text"),
    }
    return Part(_("What every metric means"), "glossary", table, table, columns=columns)
