"""The catalogue of metrics: one entry names a number in three languages, says its formula, unit and grain."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from ui.words import _, language

Unit = Literal["money", "percent", "number", "days"]
UNITS: dict[str, Unit] = {"money": "money", "share": "percent", "days": "days", "count": "number", "ratio": "number"}
FILE = Path(__file__).parents[1] / "analytics" / "metrics.toml"


@lru_cache(maxsize=1)
def metrics() -> dict[str, dict[str, Any]]:
    """Every entry by its name."""
    if not FILE.is_file():
        return {}
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def name(metric: str) -> str:
    """What a metric is called on screen."""
    return _told(metric, "name") or metric


def explained(metric: str) -> str:
    """What stands behind a metric's question mark: meaning and formula."""
    if metric not in metrics():
        return ""
    return f"{_told(metric, 'note')}\n\n{_('Formula')}: `{metrics()[metric]['formula']}`"


def unit(metric: str) -> Unit:
    """How a metric is written."""
    return UNITS.get(str(metrics().get(metric, {}).get("format")), "number")


def better(metric: str) -> str:
    """Which way is good: `up`, `down` or `none`."""
    return str(metrics().get(metric, {}).get("better", "none"))


def meaning(column: str) -> str | None:
    """The formula behind a column that bears a metric's name, for exports."""
    entry = metrics().get(column)
    return None if entry is None else str(entry["formula"])


def _told(metric: str, part: str) -> str:
    words = metrics().get(metric, {}).get(part, {})
    return str(words.get(language()) or words.get("en") or "")
