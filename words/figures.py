"""The catalogue of figures in the reader's language; analytics/metrics.toml holds one entry each."""

from analytics.metrics import metrics
from words.formats import Unit
from words.messages import _, language

UNITS: dict[str, Unit] = {"money": "money", "share": "percent", "days": "days", "count": "number", "ratio": "number"}


def name(metric: str) -> str:
    """What a figure is called on screen; one without an entry keeps its own word."""
    return metrics()[metric].named(language()) if metric in metrics() else metric


def note(metric: str) -> str:
    """The same as one line of text, for exports."""
    entry = metrics().get(metric)
    if entry is None:
        return ""
    formula = _("Formula")
    return f"{entry.explained(language())} {formula}: {entry.formula}"


def explained(metric: str) -> str:
    """What a figure means, in a sentence without its formula; empty without an entry."""
    return metrics()[metric].explained(language()) if metric in metrics() else ""


def unit(metric: str) -> Unit:
    """How a figure is written."""
    return UNITS[metrics()[metric].format] if metric in metrics() else "number"


def better(metric: str) -> str:
    """Which way is good: `up`, `down` or `none`."""
    return metrics()[metric].better if metric in metrics() else "none"
