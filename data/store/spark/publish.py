"""A published version of a store written for Spark: its tables as Parquet by month, its marts built there by the same SQL.

The folder holds `store-<n>/` with one folder a table, `store-<n>.json` that says what they are, and `current` that names
the version to read: as in a store on one machine, a version never changes and readers are pointed to it whole.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from data.errors import Busy, NotOnSpark, OldStore, Unreachable
from data.quoting import name
from data.store import durable, marts, migrations
from data.store.engine import connect
from data.store.spark.reader import KEPT
from data.store.spark.session import FILED, Session, first_line
from data.store.spark.shape import Shape
from data.store.spark.spoken import shaped, spoken
from data.store.versions import Home
from data.store.whole import number

HELD = 2  # versions: readers may still be at the one before
BY_ORDER = "(select ordered_on from orders where orders.order_id = rows.order_id)"
# The day by whose month the rows of a table are filed; the others lie in one file each.
DAYS = {
    "bank_lines": "booked_on",
    "discounts": BY_ORDER,
    "exposures": "cast(assigned_at as date)",
    "identity_links": BY_ORDER,
    "order_lines": BY_ORDER,
    "orders": "ordered_on",
    "refunds": "refunded_on",
    "settlements": "occurred_on",
    "wallet_transactions": "occurred_on",
}


def publish(
    home: str | Path | None, folder: Path, address: str, progress: Callable[[str], None] = lambda name: None
) -> int:
    """Writes the version published in a store for Spark and points readers on Spark to it.

    Args:
        folder: that this machine and every executor see under the same path.
        address: of the Connect server that builds the marts, such as sc://127.0.0.1:15002.
        progress: told the name of each table as it is written.

    Returns:
        The number of the version on Spark.

    Raises:
        NoStore: there is nothing to publish.
        OldStore: the version was built by an earlier Vetrina.
        NotOnSpark: the store is on Spark itself, or the libraries are not installed.
        Unreachable: no Spark answers.
        Busy: another process publishes there.
    """
    place = Home(home)
    if place.address:
        raise NotOnSpark("what is on Spark was published already; give the store it came from with --store")
    file = place.current()
    with _alone(folder), connect(file, read_only=True) as connection:
        if migrations.is_behind(connection) or marts.are_old(connection):
            raise OldStore(
                f"{file} was built by an earlier version of Vetrina", f"vetrina renew --store {place.folder}"
            )
        version = max((number(each) for each in folder.glob("store-*") if each.suffix in ("", ".json")), default=0) + 1
        target = folder / f"store-{version}"
        try:
            shape = _written(connection, target, progress)
            otherwise = _build(connection, shape, target, address, progress)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
        manifest = {"tables": shape.tables, "source": str(file), "published_at": datetime.now(UTC).isoformat()}
        manifest["copied"] = otherwise
        rows = {table: _rows(connection, f"select * from {name(table)}") for table in KEPT}
        durable.write(target.with_suffix(".json"), json.dumps({**manifest, **rows}, default=str))
        durable.write(folder / "current", f"{target.name}.json")
        _forget(folder, version)
    return version


def copied(folder: Path, version: int) -> dict[str, str]:
    """The marts of a version that Spark did not build, with why."""
    told: dict[str, str] = json.loads((folder / f"store-{version}.json").read_text(encoding="utf-8"))["copied"]
    return told


def _written(connection: duckdb.DuckDBPyConnection, target: Path, progress: Callable[[str], None]) -> Shape:
    """Writes the tables that no mart is."""
    shape, built = Shape.of(connection), marts.built(connection)
    for table in shape.tables:
        path = durable.folder(target / table)
        if table not in built:
            progress(table)
            _write(connection, shape, table, path)
    return shape


def _write(connection: duckdb.DuckDBPyConnection, shape: Shape, table: str, path: Path) -> None:
    """Writes a table's rows as Parquet, filed by the month of its day where it has one."""
    plain = {"JSON": "varchar", "HUGEINT": "decimal(38, 0)"}  # what Parquet has no type for
    listed = ", ".join(
        f"cast(rows.{name(column)} as {plain[kind]}) as {name(column)}" if kind in plain else f"rows.{name(column)}"
        for column, kind in shape.tables[table].items()
    )
    sql, filed = f"select {listed} from {name(table)} as rows", None
    if day := DAYS.get(table):
        month = f"coalesce(strftime({day}, '%Y-%m'), 'none') as {FILED}"
        sql = f"select {listed}, {month} from {name(table)} as rows order by {FILED}"
        filed = ds.partitioning(pa.schema([(FILED, pa.string())]), flavor="hive")
    ds.write_dataset(
        connection.sql(sql).to_arrow_reader(),
        path,
        format="parquet",
        partitioning=filed,
        file_options=ds.ParquetFileFormat().make_write_options(compression="zstd"),
        existing_data_behavior="overwrite_or_ignore",
    )


def _build(
    connection: duckdb.DuckDBPyConnection, shape: Shape, target: Path, address: str, progress: Callable[[str], None]
) -> dict[str, str]:
    """Builds the marts on Spark, and holds each against the published one; one that is not the same is copied, and why.

    Raises:
        Unreachable: no Spark answers.
    """
    session, copied = Session(address, target, shape), {}
    try:
        for mart, sql in marts.selects().items():
            progress(mart)
            if why := _built_otherwise(connection, session, shape, mart, sql):
                copied[mart] = why
                shutil.rmtree(target / mart, ignore_errors=True)
                _write(connection, shape, mart, durable.folder(target / mart))
                session.forget(mart)
    finally:
        session.close()
    return copied


def _built_otherwise(
    connection: duckdb.DuckDBPyConnection, session: Session, shape: Shape, mart: str, sql: str
) -> str | None:
    """Builds one mart; says what it has otherwise than the published one, or why Spark cannot build it."""
    try:
        session.write(shaped(spoken(sql, shape), dict(shape.tables[mart])), session.folder / mart, marts.reads(sql))
        sums = _sums(mart, shape)
        (theirs,) = session.arrow(spoken(sums, shape), None, frozenset({mart})).to_pylist()
    except Unreachable:
        raise
    except NotOnSpark as error:
        return str(error)
    except Exception as error:  # of many classes, by what of Spark failed
        return first_line(error)
    (mine,) = connection.execute(sums).fetchall()
    unlike = [key for key, value in zip(theirs, mine, strict=True) if _number(theirs[key]) != _number(value)]
    return f"{unlike[0]} differs" if unlike else None


def _sums(mart: str, shape: Shape) -> str:
    """A select of what two builds of a mart must agree in: its rows, the sums of its whole numbers and decimals."""
    exact = [column for column, kind in shape.tables[mart].items() if kind.startswith(("DECIMAL", "BIGINT", "INTEGER"))]
    listed = [f"sum({name(column)}) as {name(f'sum_{column}')}" for column in exact]
    return f"select {', '.join(['count(*) as all_rows', *listed])} from {name(mart)}"


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value).normalize()


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[list[Any]]:
    return [list(row) for row in connection.execute(sql).fetchall()]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    handle = os.open(durable.folder(folder) / "lock", os.O_RDWR | os.O_CREAT, durable.FILE_MODE)
    with os.fdopen(handle, "r+"):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"another process publishes into {folder}; wait for it to end and try again") from None
        yield


def _forget(folder: Path, version: int) -> None:
    """Removes versions before the last one, and what a killed publication left."""
    for old in folder.glob("store-*"):
        if old.is_dir() and number(old) <= version - HELD:
            old.with_suffix(".json").unlink(missing_ok=True)
            shutil.rmtree(old, ignore_errors=True)
            shutil.rmtree(folder / "results" / str(number(old)), ignore_errors=True)
