"""What every column of an exported table holds that is no figure of the catalogue: one place for manifests and workbooks."""

import tomllib
from functools import cache
from pathlib import Path

CATALOGUE = Path(__file__).with_name("columns.toml")


@cache
def columns() -> dict[str, dict[str, str]]:
    """By column, or by `table.column` where a word means something else there: its meaning by language (en, it, zh)."""
    stated = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    everywhere: dict[str, dict[str, str]] = stated.pop("everywhere")
    return {
        **everywhere,
        **{f"{table}.{name}": said for table, names in stated.items() for name, said in names.items()},
    }
