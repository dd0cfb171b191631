"""What every figure means: one catalogue for the screen, the documents and the exports."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CATALOGUE = Path(__file__).with_name("metrics.toml")
LANGUAGES = ("en", "it", "zh")


@dataclass(frozen=True)
class Metric:
    """One figure.

    Attributes:
        key: its column in the questions' answers.
        group: sales, basket, price, returns, customers, wallet, cohorts or segments.
        format: money, share, count, ratio or days.
        unit: EUR, day, or 1 for a pure number.
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
def metrics() -> dict[str, Metric]:
    """All figures by key, in the catalogue's order."""
    entries = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    return {key: Metric(key=key, **entry) for key, entry in entries.items()}


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
    for group in dict.fromkeys(each.group for each in metrics().values()):
        lines += [f"## {group.capitalize()}", "", "| Figure | Formula | Unit | Meaning |", "|---|---|---|---|"]
        lines += [_row(each, language) for each in metrics().values() if each.group == group]
        lines.append("")
    return "\n".join(lines)


def _row(each: Metric, language: str) -> str:
    names = " · ".join(each.name[other] for other in LANGUAGES)
    formula = each.formula.replace("|", "\\|")
    return f"| {names} (`{each.key}`) | {formula} | {each.unit} | {each.explained(language)} |"
