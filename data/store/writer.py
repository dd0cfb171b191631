"""The one writer: builds the next version from the last and publishes it whole."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.store import marts
from data.store.engine import connect
from data.store.rewrite import rewrite
from data.store.versions import BUILDING, Home, NoStore

SCHEMA = Path(__file__).parents[1] / "schema.sql"


class Writer:
    """A connection to the version being built.

    Attributes:
        touched: canonical tables that this batch changed; nothing touched, nothing published.
        batch_id: this batch's number in the ledger.
        is_cleaned: whether this batch removed what must not be found in the file's free blocks either.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, batch_id: int) -> None:
        self.connection = connection
        self.batch_id = batch_id
        self.touched: set[str] = set()
        self.is_cleaned = False

    def execute(self, sql: str, params: dict[str, Any] | list[Any] | None = None) -> list[tuple[Any, ...]]:
        """Runs a statement and fetches all of its rows (a half-read result blocks the connection)."""
        return self.connection.execute(sql, params or None).fetchall()

    def frame(self, sql: str, params: dict[str, Any] | list[Any] | None = None) -> pd.DataFrame:
        """Runs a select; its rows as a frame."""
        return self.connection.execute(sql, params or None).df()

    def insert(self, table: str, frame: pd.DataFrame) -> None:
        """Adds a frame's rows by column name."""
        self.connection.register("incoming", frame)
        self.connection.execute(f'insert into "{table}" by name select * from incoming')
        self.connection.unregister("incoming")
        self.touched.add(table)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the statements inside, or none."""
        self.connection.execute("begin")
        try:
            yield
        except BaseException:
            self.connection.execute("rollback")
            raise
        self.connection.execute("commit")


@contextmanager
def writing(
    home: str | Path | None = None,
    *,
    kind: str = "load",
    note: str = "",
    fresh: bool = False,
    progress: Callable[[str], None] = lambda step: None,
) -> Iterator[Writer]:
    """Builds the next version of a store; leaves the published one alone until all is done.

    Args:
        fresh: start from an empty store, not from the last version.
        progress: told the name of each mart as it is rebuilt.

    Raises:
        Busy: another process is writing.
    """
    place = Home(home)
    with place.lock():
        building = place.folder / BUILDING
        if not fresh:
            _copy_current(place, building)
        connection = connect(building, read_only=False)
        try:
            connection.execute(SCHEMA.read_text(encoding="utf-8"))
            batch_id = connection.execute("select coalesce(max(batch_id), 0) + 1 from batches").fetchall()[0][0]
            connection.execute("insert into batches values (?, now(), null, ?, ?)", [batch_id, kind, note])
            writer = Writer(connection, batch_id)
            yield writer
            changed = bool(writer.touched) or place.version() == 0
            if changed or _marts_are_old(connection):
                changed = True
                marts.refresh(connection, writer.touched, progress)
                connection.execute("update batches set finished_at = now() where batch_id = ?", [batch_id])
                connection.execute("checkpoint")
        finally:
            connection.close()
        if changed:
            if writer.is_cleaned:
                rewrite(building)
            place.publish(building)
        else:
            building.unlink(missing_ok=True)


def renew(home: str | Path | None = None, progress: Callable[[str], None] = lambda step: None) -> bool:
    """Rebuilds marts whose select is not the one they were built with, as after an update; says whether any was.

    Raises:
        NoStore: there is nothing to renew.
    """
    connection = connect(Home(home).current(), read_only=True)
    try:
        is_old = _marts_are_old(connection)
    finally:
        connection.close()
    if is_old:
        with writing(home, kind="renewal", note="marts of another version", progress=progress):
            pass
    return is_old


def _copy_current(place: Home, building: Path) -> None:
    try:
        shutil.copyfile(place.current(), building)
    except NoStore:
        return


def _marts_are_old(connection: duckdb.DuckDBPyConnection) -> bool:
    return any(not marts.is_built(connection, name, sql) for name, sql in marts.selects().items())
