"""What every figure means: one catalogue for the screen, the documents and the exports."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).with_name("metrics.toml")
LANGUAGES = ("en", "it", "zh")
WITHOUT_WORDS = ("parts", "factors")  # sections of entries that only others are made of


@dataclass(frozen=True)
class Metric:
    """One figure.

    Attributes:
        key: its column in the questions' answers.
        group: sales, basket, price, returns, customers, wallet, cohorts or segments.
        format: money, share, count, ratio or days.
        unit: `shop currency`, day, or 1 for a pure number.
        grain: what one value is of.
        better: up, down or none: which way is good news.
        formula: in the letters of metrics.toml.
        name, note: by language (en, it, zh).
    """

    key: str
    group: str
    format: str
    unit: str
    grain: str
    better: str
    formula: str
    name: dict[str, str]
    note: dict[str, str]

    def named(self, language: str = "en") -> str:
        """Its name in a language; English where there is none."""
        return self.name.get(language, self.name["en"])

    def explained(self, language: str = "en") -> str:
        """What it means in a language; English where there is none."""
        return self.note.get(language, self.note["en"])


@cache
def stated() -> dict[str, dict[str, Any]]:
    """Every entry as the catalogue states it: figures with words first, then `parts` and `factors`, as which it is marked."""
    entries: dict[str, dict[str, Any]] = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    without = {name: entries.pop(name) for name in WITHOUT_WORDS}
    marked = [{key: {**entry, "as": name} for key, entry in part.items()} for name, part in without.items()]
    return {**entries, **marked[0], **marked[1]}


@cache
def metrics() -> dict[str, Metric]:
    """All figures with words by key, in the catalogue's order."""
    words = [field.name for field in fields(Metric) if field.name != "key"]
    return {key: Metric(key, *(entry[word] for word in words)) for key, entry in stated().items() if "name" in entry}


def metric(key: str) -> Metric:
    """One figure.

    Raises:
        KeyError: the catalogue has no such figure.
    """
    if key not in metrics():
        raise KeyError(f"no figure is called {key}; analytics/metrics.toml has {', '.join(metrics())}")
    return metrics()[key]


def page(language: str = "en") -> str:
    """docs/metrics.md: every figure with its formula and meaning."""
    lines = ["# Figures", "", "Written by `make docs` from analytics/metrics.toml.", ""]
    for group in dict.fromkeys(metric.group for metric in metrics().values()):
        lines += [f"## {group.capitalize()}", "", "| Figure | Formula | Unit | Meaning |", "|---|---|---|---|"]
        lines += [_row(metric, language) for metric in metrics().values() if metric.group == group]
        lines.append("")
    return "\n".join(lines)


def _row(metric: Metric, language: str) -> str:
    names = " · ".join(metric.name[other] for other in LANGUAGES)
    formula = metric.formula.replace("|", "\\|")
    return f"| {names} (`{metric.key}`) | {formula} | {metric.unit} | {metric.explained(language)} |"
