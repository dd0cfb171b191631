"""`python -m data.store.spark`: whether every select of marts and questions can be said to Spark; names those that cannot, and why."""

import sys
from pathlib import Path

from sqlglot.errors import SqlglotError

from data.errors import NotOnSpark
from data.store import marts, migrations
from data.store.engine import connect
from data.store.reader import QUESTIONS
from data.store.spark.shape import Shape
from data.store.spark.spoken import spoken


def shape() -> Shape:
    """The tables of a store without a row, marts and all."""
    with connect(":memory:", read_only=False) as connection:
        migrations.prepare(connection)
        marts.refresh(connection, set())
        return Shape.of(connection)


def refused(files: list[Path]) -> list[str]:
    """A line for each file that Spark cannot be asked: which, and what of it."""
    tables, lines = shape(), []
    for file in files:
        try:
            spoken(file.read_text(encoding="utf-8"), tables)
        except (NotOnSpark, SqlglotError) as error:
            lines.append(f"{file}: {str(error).splitlines()[0]}")
    return lines


def files() -> list[Path]:
    """Every select that the store is asked."""
    return [file for folder in (marts.FOLDER, QUESTIONS) for file in sorted(folder.glob("*.sql"))]


if __name__ == "__main__":
    if lines := refused(files()):
        sys.exit("\n".join(lines))
    print(f"All {len(files())} selects can be said to Spark.")
