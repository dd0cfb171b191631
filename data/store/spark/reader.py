"""A version published for Spark, read through a Connect server as any other store is read."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.errors import DamagedVersion
from data.quoting import name
from data.store import migrations
from data.store.engine import connect
from data.store.reader import RUNNING, Store
from data.store.results import Results
from data.store.rights import Rights
from data.store.scope import tables_of
from data.store.spark.session import Session
from data.store.spark.shape import Shape, answers_with
from data.store.spark.spoken import spoken
from data.store.versions import Home
from data.store.whole import number

KEPT = ("meta", "batches")  # small tables that lie in the manifest too: what they say is asked of no cluster


class SparkStore(Store):
    """One version on Spark. Beside it in memory lie its tables without rows, which say what an answer looks like."""

    def __init__(self, path: Path, address: str) -> None:
        """Takes a version's manifest and the Connect server's address.

        Raises:
            DamagedVersion: the manifest cannot be read.
            NewerStore: a later Vetrina made it.
            NotOnSpark: the libraries are not installed.
            Unreachable: nobody answers at the address.
        """
        self.path, self.version = path, number(path)
        self.edition = f"{path}:{path.stat().st_mtime_ns}"
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            shape = Shape(manifest["tables"])
        except (ValueError, KeyError) as error:
            raise DamagedVersion(f"{path} is not what was published; publish again with `vetrina publish`") from error
        self._connection = connect(":memory:", read_only=False)
        shape.made(self._connection)
        for table in KEPT:
            places = ", ".join("?" for _ in shape.tables[table])
            for row in manifest[table]:
                self._connection.execute(f"insert into {name(table)} values ({places})", row)
        migrations.refuse_newer(migrations.number(self._connection))
        self._shape = shape
        self._session = Session(address, path.with_suffix(""), shape)
        self._seen: dict[Rights, Store] = {}
        self.results = Results(path.parent / "results" / str(self.version))

    @property
    def is_current(self) -> bool:
        """Whether no newer version was published since this one was opened."""
        return Home.published_name(self.path.parent) == self.path.name

    def limited(self, sql: str, seconds: float, rows: int) -> pd.DataFrame:
        """The first rows of a select, stopped where it takes longer than `seconds`."""
        self._refuse_bounded()
        cut = f"select * from ({sql.rstrip().rstrip(';')}) as asked limit {int(rows)}"
        with RUNNING, self._connection.cursor() as cursor:
            columns = answers_with(cursor, cut, None)
            arrow = self._session.limited(spoken(cut, self._shape), seconds, tables_of(sql))
            return _brought(cursor, arrow, columns)

    def close(self) -> None:
        """Ends the conversation with the server."""
        self._session.close()
        super().close()

    def _select(self, sql: str, params: dict[str, Any] | list[Any] | None = None) -> pd.DataFrame:
        with RUNNING, self._connection.cursor() as cursor:
            columns = answers_with(cursor, sql, params)
            tables = tables_of(sql)
            if "information_schema" in sql or tables <= set(KEPT):
                return cursor.execute(sql, params or None).df()
            return _brought(cursor, self._session.arrow(spoken(sql, self._shape), params, tables), columns)


def _brought(cursor: duckdb.DuckDBPyConnection, arrow: Any, columns: dict[str, str]) -> pd.DataFrame:
    """Spark's rows as a frame of the types that DuckDB would have answered with."""
    cursor.register("answer", arrow.rename_columns(list(columns)))
    listed = ", ".join(f"cast({name(column)} as {kind}) as {name(column)}" for column, kind in columns.items())
    frame = cursor.execute(f"select {listed} from answer").df()
    cursor.unregister("answer")
    return frame
