"""Golden pairs: for each source a small file of made-up rows, and the canonical rows it stands for."""

from pathlib import Path

from data.staging import LoadOptions
from tests.data.sources.landing import read

FOLDER = Path(__file__).parent


def sources() -> list[str]:
    """The sources with a pair, by the names of their files in data/sources/."""
    return sorted(file.parent.name for file in FOLDER.glob("*/in.csv"))


def rows(file: Path) -> str:
    """The canonical rows of a file as csv: the layout first, then every column that any row fills."""
    table = read(file, LoadOptions(tz="Europe/Rome", home_tz="Europe/Rome"))
    filled = table.rows.dropna(axis="columns", how="all")
    return f"# {table.system}: {table.layout}\n{filled.to_csv(index=False)}"
