"""What is loaded, how fresh it is, what was refused, and what does not add up."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from data.store import EVERYTHING, Choice, Store

CHECKS = Path(__file__).with_name("checks.toml")


def loads(store: Store) -> pd.DataFrame:
    """Every file that was loaded, newest first.

    Returns:
        One row per file, zip member or sheet: `loaded_at` (UTC), names, `system`, `layout`, `encoding`, its span of
        days, rows seen = loaded + duplicate + rejected, `declared_matches` (whether the totals the file states are
        those read; empty where it states none), `declared` (JSON), `message`.
    """
    return store.ask("loads")


def freshness(store: Store) -> pd.DataFrame:
    """How far the data of each system reach.

    Returns:
        One row per (system, what): `first_on`, `last_on`, `rows`, `loaded_at`, `files`.
    """
    return store.ask("freshness")


def rejects(store: Store) -> pd.DataFrame:
    """Why rows were refused, likes counted together.

    Returns:
        One row per (file, reason): `reason` with the cell's text left out, `rows`, `first_row` (number in the file),
        most rows first.
    """
    table = store.ask("rejects")
    table["reason"] = table["reason"].astype("string").str.replace(r'"[^"]*"', '"…"', regex=True)
    keys = ["file_name", "system", "reason"]
    grouped = table.groupby(keys, dropna=False, as_index=False).agg(
        rows=("rows", "sum"), first_row=("first_row", "min")
    )
    return grouped.sort_values(["rows", "file_name", "reason"], ascending=[False, True, True], ignore_index=True)


def row_counts(store: Store) -> pd.DataFrame:
    """How many rows each table of the store holds: `table_name`, `rows`."""
    return store.ask("row_counts")


def choices(store: Store, choice: Choice = EVERYTHING) -> pd.DataFrame:
    """What each filter can be set to.

    Returns:
        One row per (filter, value): `name` (of a boutique; else empty), `sold` (orders; of a brand or category the lines),
        `net_eur`, over all days, most sold first.
    """
    return store.ask("choices", choice)


def checks(store: Store, language: str = "en") -> pd.DataFrame:
    """What does not add up, or had to be left out, with what it means.

    Args:
        language: en, it or zh.

    Returns:
        One row per check in the order of analytics/checks.toml: `name`, `kind` (`wrong`: figures are off until it is
        solved; `partial`: a figure covers less than all; `note`: done on purpose), `title`, `meaning`, `rows` that
        fail, `of_rows`, `share`, `passed`.
    """
    counted = store.ask("checks").set_index("name")
    known = check_words()
    table = pd.DataFrame(
        {"name": name, "kind": entry["kind"], **{part: entry[part][language] for part in ("title", "meaning")}}
        for name, entry in known.items()
    ).set_index("name")
    table = table.join(counted).fillna({"rows": 0, "of_rows": 0}).astype({"rows": int, "of_rows": int})
    whole = table["of_rows"].where(table["of_rows"] > 0)
    return table.assign(share=table["rows"] / whole, passed=table["rows"] == 0).reset_index()


@cache
def check_words() -> dict[str, dict[str, Any]]:
    """The catalogue of checks: kind, title and meaning by language."""
    return tomllib.loads(CHECKS.read_text(encoding="utf-8"))
