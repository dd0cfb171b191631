"""What stands behind a figure's question mark."""

from analytics.metrics import metrics
from ui.text import Markdown, markdown, paragraphs
from words.messages import _, language


def explained(metric: str) -> Markdown:
    """A figure's meaning and formula; empty without an entry."""
    if metric not in metrics():
        return Markdown()
    entry = metrics()[metric]
    formula = markdown(_("Formula") + ": `" + entry.formula.replace("`", "'") + "`")
    return paragraphs(entry.explained(language()), formula)
