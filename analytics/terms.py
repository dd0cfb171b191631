"""One term a thing in three languages: what screens, figures and checks call it, and the words they no longer use."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analytics.metrics import LANGUAGES, metrics

CATALOGUE = Path(__file__).with_name("terms.toml")
CHECKS = Path(__file__).with_name("checks.toml")
HEAD = "| English | Italiano | 中文 |\n|---|---|---|"


@dataclass(frozen=True)
class Term:
    """One thing and its name.

    Attributes:
        key: its name in the catalogue.
        name: by language (en, it, zh).
        avoid: by language, words once used for it.
    """

    key: str
    name: dict[str, str]
    avoid: dict[str, list[str]] = field(default_factory=dict)


@cache
def terms() -> dict[str, Term]:
    """All terms by key, in the catalogue's order."""
    entries = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    return {key: Term(key=key, **entry) for key, entry in entries.items()}


def page() -> str:
    """docs/glossary_terms.md: every thing, figure and check by its one name in each language."""
    lines = [
        "# Terms",
        "",
        "One term a thing. Written by `make docs` from analytics/terms.toml, metrics.toml and checks.toml.",
    ]
    lines += _section("Things", (term.name for term in terms().values()))
    for group in dict.fromkeys(metric.group for metric in metrics().values()):
        names = (metric.name for metric in metrics().values() if metric.group == group)
        lines += _section(f"Figures: {group}", names)
    checks = tomllib.loads(CHECKS.read_text(encoding="utf-8"))
    lines += _section("Checks", (check["title"] for check in checks.values()))
    return "\n".join([*lines, ""])


def _section(title: str, names: Iterable[dict[str, str]]) -> list[str]:
    rows = ["| " + " | ".join(name[language] for language in LANGUAGES) + " |" for name in names]
    return ["", f"## {title}", "", HEAD, *rows]
