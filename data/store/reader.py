"""A published version, read-only."""

import os
import threading
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from data.store.choice import COLUMNS, EVERYTHING, Choice
from data.store.engine import connect
from data.store.results import Results
from data.store.scope import bound, scoped
from data.store.versions import Home

QUESTIONS = Path(__file__).parents[2] / "analytics" / "sql"
# 32 readers at once answered no more questions a second than 8 and starved a writer: run few, queue the rest.
RUNNING = threading.BoundedSemaphore(2 * (os.cpu_count() or 1))


class Store:
    """One version of the shop's tables. Safe to share between threads."""

    def __init__(self, path: Path, version: int) -> None:
        self.path = path
        self.version = version
        self._connection = connect(path, read_only=True)
        self.results = Results(path.parent / "results" / str(version))

    @classmethod
    def open(cls, home: str | Path | None = None) -> "Store":
        """The version published now.

        Raises:
            NoStore: the folder has none.
        """
        place = Home(home)
        return cls(place.current(), place.version())

    @property
    def is_current(self) -> bool:
        """Whether no newer version was published since this one was opened."""
        return Home(self.path.parent).version() == self.version

    @cached_property
    def loaded_at(self) -> datetime | None:
        """When the last batch ended, UTC."""
        frame = self.query("select max(finished_at) as at from batches")
        return None if frame["at"].isna().all() else frame["at"].iloc[0].to_pydatetime()

    def ask(self, question: str, choice: Choice = EVERYTHING, **params: Any) -> pd.DataFrame:
        """The answer of analytics/sql/<question>.sql under the chosen filters.

        Args:
            choice: filters, applied to every fact table the question reads.
            params: values of the question's `$name` placeholders.

        Raises:
            ValueError: a chosen filter does not exist on a table the question reads.
        """
        sql = scoped(question, _text(QUESTIONS / f"{question}.sql"), choice, self._filterable)
        return self.query(sql, {**params, **bound(choice)})

    def query(self, sql: str, params: dict[str, Any] | list[Any] | None = None) -> pd.DataFrame:
        """Any select, as it stands: for analysts, checks and tests, with no filter applied."""
        with RUNNING, self._connection.cursor() as cursor:
            return cursor.execute(sql, params or None).df()

    def limited(self, sql: str, seconds: float, rows: int) -> pd.DataFrame:
        """The first rows of a select; the engine raises where it takes longer than `seconds`."""
        with RUNNING, self._connection.cursor() as cursor:
            timer = threading.Timer(seconds, cursor.interrupt)
            timer.start()
            try:
                return cursor.sql(sql).limit(rows).df()
            finally:
                timer.cancel()

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    @cached_property
    def _filterable(self) -> dict[str, frozenset[str]]:
        """The filter columns of each mart."""
        frame = self.query(
            "select table_name, column_name from information_schema.columns "
            "where table_name in (select replace(key, 'mart:', '') from meta where key like 'mart:%')"
        )
        found = frame[frame["column_name"].isin(COLUMNS)].groupby("table_name")["column_name"]
        return {str(table): frozenset(names) for table, names in found}


@lru_cache(maxsize=256)
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
