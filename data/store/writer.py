"""The one writer: builds the next version from the last and publishes it whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.errors import DamagedVersion, RealFiles
from data.quoting import name
from data.store import durable, marts, migrations, parts, scratch, whole
from data.store.engine import EngineError, connect
from data.store.rewrite import rewrite
from data.store.versions import BUILDING, Home

UNMODELLED = frozenset({"day_notes"})  # tables that no answer of a model rests on


class Writer:
    """A connection to the version being built.

    Attributes:
        touched: canonical tables that this batch changed; nothing touched, nothing published.
        batch_id: this batch's number in the ledger.
        home: the store's folder.
        left: the sample shop's version that this load does not build on; None where it builds on the last version.
        is_cleaned: whether this batch removed what must not be found in the file's free blocks either.
        is_whole: whether all marts are to be made whole, whatever this batch changed, as after an erasure.
        stands_alone: whether every version before goes as this one is published, as what was taken out of it stands in those.
        seal: closes a text with the key, so that only its holder reads it; None where no key was asked for.
        is_rehearsal: whether the version being built is thrown away, so that nothing may be left outside of it either.
    """

    is_rehearsal = False

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, batch_id: int, home: Path, left: int | None = None
    ) -> None:
        self.connection = connection
        self.batch_id = batch_id
        self.home = home
        self.left = left
        self.touched: set[str] = set()
        self.is_cleaned = False
        self.is_whole = False
        self.stands_alone = False
        self.seal: Callable[[str], str] | None = None

    @property
    def scratch(self) -> Path:
        """The one folder from which files may be read; whatever a user gives is decoded or copied into it first."""
        return (self.home / scratch.FOLDER).resolve()

    def execute(self, sql: str, params: dict[str, Any] | list[Any] | None = None) -> list[tuple[Any, ...]]:
        """Runs a statement and fetches all of its rows (a half-read result blocks the connection)."""
        return self.connection.execute(sql, params or None).fetchall()

    def frame(self, sql: str, params: dict[str, Any] | list[Any] | None = None) -> pd.DataFrame:
        """Runs a select; its rows as a frame."""
        return self.connection.execute(sql, params or None).df()

    def insert(self, table: str, frame: pd.DataFrame) -> None:
        """Adds a frame's rows by column name."""
        self.connection.register("incoming", frame)
        self.connection.execute(f"insert into {name(table)} by name select * from incoming")
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
    def trial(self) -> Iterator[None]:
        """The statements inside are run and undone."""
        self.connection.execute("begin")
        try:
            yield
        finally:
            self.connection.execute("rollback")

    def is_usable(self) -> bool:
        """Whether the engine still answers; after a write that it could not finish it gives up the whole file."""
        try:
            self.execute("select 1")
        except EngineError:
            return False
        return True


@contextmanager
def writing(
    home: str | Path | None = None,
    *,
    kind: str = "load",
    note: str = "",
    replace: bool = False,
    wait: float = 600.0,
    progress: Callable[[str], None] = lambda step: None,
    rehearsal: bool = False,
) -> Iterator[Writer]:
    """Builds the next version of a store; leaves the published one alone until all is done and checked.

    Sample and real rows never share a version: `sample` starts from nothing, and so does the first load on a sample shop.

    Args:
        kind: what the ledger calls this batch: load, sample, identity, renewal, note.
        replace: lets a sample shop take the place of a shop's own files; their version stays.
        wait: seconds for another writer to end.
        progress: told the name of each mart as it is rebuilt.
        rehearsal: throws away what was built, without its marts, and publishes nothing.

    Raises:
        Busy: another process is writing.
        DamagedPointer, DamagedVersion: the last version cannot be built on.
        NewerStore: a later Vetrina made it.
        RealFiles: a sample shop would take the place of a shop's own files.
    """
    place = Home(home)
    with place.lock(wait):
        last = place.published()
        if kind == "sample" and last and not replace:
            _refuse_real_files(last)
        left = last if last and kind == "load" and whole.is_sample_only(whole.ledger(last)) else None
        base = None if kind == "sample" else last if left is None else None
        building = place.folder / BUILDING
        connection = _begun(base, building, scratch.emptied(place.folder))
        try:
            is_old = migrations.prepare(connection) or (base is not None and marts.are_old(connection))
            if base is None:
                whole.remember_forgotten(place.versions(), connection)
            writer = _writer(connection, kind, note, place.folder, left)
            writer.is_rehearsal = rehearsal
            yield writer
            is_new = not rehearsal and (bool(writer.touched) or is_old or last is None)
            if is_new:
                marts.refresh(connection, writer.touched, progress, is_whole=writer.is_whole or writer.is_cleaned)
                writer.execute("update batches set finished_at = now() where batch_id = ?", [writer.batch_id])
                writer.execute("checkpoint")
        finally:
            connection.close()
            scratch.emptied(place.folder)
            if rehearsal:
                building.unlink(missing_ok=True)
        if is_new:
            if writer.is_cleaned:
                rewrite(building)
            _proven(building)
            version = place.publish(building, alone=writer.stands_alone)
            if base is not None and not is_old and writer.touched <= UNMODELLED:
                place.inherit(whole.number(base), version)
        else:
            building.unlink(missing_ok=True)


def renew(
    home: str | Path | None = None,
    progress: Callable[[str], None] = lambda step: None,
    rows: Callable[[Writer], None] = lambda writer: None,
) -> bool:
    """Brings tables and marts of an earlier Vetrina to this one's, as after an update; says whether any was old.

    Args:
        rows: what else changes in the rows of such a store, before its marts are built.

    Raises:
        NoStore: there is nothing to renew.
    """
    place = Home(home)
    place.refuse_spark()
    file = place.current()
    try:
        with connect(file, read_only=True) as connection:
            migrations.refuse_newer(migrations.number(connection))
            is_old = migrations.is_behind(connection) or marts.are_old(connection)
    except EngineError as error:
        raise whole.unopened(file, error) from error
    if is_old:
        with writing(home, kind="renewal", note="tables of another version", progress=progress) as writer:
            rows(writer)
    return is_old


def _proven(building: Path) -> None:
    """Nothing is published that is not what was written: every block is read back, and the parts are held against each other.

    Raises:
        DamagedVersion: a block or the ledger is not as it was written.
    """
    try:
        whole.read_through(building)
        whole.check(building)
    except DamagedVersion as error:
        raise DamagedVersion(f"{error.args[0]}; nothing was published: check the disk, then try again") from error


def _begun(base: Path | None, building: Path, folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection to the version to be built: a checked copy of the last, or nothing."""
    if base is not None:
        whole.copy(base, building)
    beside = {} if base is None else {parts.BEFORE: base}
    connection = connect(building, read_only=False, scratch=folder, beside=beside)
    durable.close_to_others(building)
    return connection


def _writer(connection: duckdb.DuckDBPyConnection, kind: str, note: str, folder: Path, left: Path | None) -> Writer:
    (number,) = connection.execute("select coalesce(max(batch_id), 0) + 1 from batches").fetchall()[0]
    connection.execute("insert into batches values (?, now(), null, ?, ?)", [number, kind, note])
    connection.execute("insert or ignore into meta values ('store', uuid()::varchar)")
    return Writer(connection, number, folder, whole.number(left) if left else None)


def _refuse_real_files(last: Path) -> None:
    if whole.holds_real_rows(last):
        raise RealFiles(
            f"{last.parent} holds a shop's own files (version {whole.number(last)}), and the sample shop would hide them; "
            "give it a folder of its own with --store, or take their place with --replace"
        )
