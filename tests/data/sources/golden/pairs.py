"""Golden pairs: for each source small files of made-up rows, `in.csv` or `in_<layout>.csv`, and the canonical rows they stand for."""

from pathlib import Path

from data.staging import LoadOptions
from tests.data.sources.landing import read

FOLDER = Path(__file__).parent


def sources() -> list[str]:
    """The sources with a pair, by the names of their files in data/sources/."""
    return sorted({file.parent.name for file in files()})


def files(source: str = "*") -> list[Path]:
    """The made-up files, of one source or of all."""
    return sorted(FOLDER.glob(f"{source}/in*.csv"))


def answer(file: Path) -> Path:
    """Where the canonical rows of a made-up file stand."""
    return file.with_name(file.name.replace("in", "out", 1))


def rows(file: Path) -> str:
    """The canonical rows of a file as csv: the layout first, then every column that any row fills."""
    currency = None if file.name == "in.csv" else "EUR"
    table = read(file, LoadOptions(tz="Europe/Rome", currency=currency, home_tz="Europe/Rome"))
    filled = table.rows.dropna(axis="columns", how="all")
    return f"# {table.system}: {table.layout}\n{filled.to_csv(index=False)}"
