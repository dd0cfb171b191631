"""Is a version what it should be? Asked before it is published, before the next is built on it, and before it is restored."""

import hashlib
import shlex
import shutil
from pathlib import Path

import duckdb

from data.errors import Busy, DamagedVersion, StoreError
from data.quoting import name
from data.store import durable
from data.store.engine import EngineError, connect

Ledger = frozenset[tuple[int, str, str]]  # (batch_id, started_at, kind)


def check(file: Path) -> None:
    """Opens a version afresh and holds its parts against each other.

    Raises:
        Busy: another program writes to it.
        DamagedVersion: it does not open, lacks a mart that its ledger names, or its ledger does not add up.
    """
    try:
        with connect(file, read_only=True) as connection:
            fault = _fault(connection)
    except EngineError as error:
        raise unopened(file, error) from error
    if fault:
        raise DamagedVersion(f"{file} is not whole: {fault}")


def unopened(file: Path, error: Exception) -> StoreError:
    """What a version that the engine does not open is: held by another program, or damaged."""
    message = str(error).splitlines()[0]
    if "Could not set lock" in message:
        return Busy(f"another program has {file} open for writing; close it there and try again ({message})")
    return DamagedVersion(
        f"{file} is not whole: it cannot be opened ({message})",
        f"vetrina restore --store {shlex.quote(str(file.parent))}",
    )


def _fault(connection: duckdb.DuckDBPyConnection) -> str:
    faults = {
        "these tables are missing: {}": """select replace(key, 'mart:', '') from meta where key like 'mart:%' except
            select table_name from information_schema.tables""",
        "these batches never ended: {}": "select batch_id from batches where finished_at is null",
        "these files are of no batch: {}": "select file_name from source_files where batch_id not in (select batch_id from batches)",
        "rows were rejected from files that are not in the ledger: {}": """select distinct file_id from rejected_rows
            where file_id not in (select file_id from source_files)""",
        "the counts of rejected rows differ for these files: {}": """select file_name from source_files
            left join (select file_id, count(*) as listed from rejected_rows group by file_id) using (file_id)
            where coalesce(listed, 0) > rows_rejected""",
    }
    for fault, sql in faults.items():
        if rows := connection.execute(sql).fetchall():
            return fault.format(", ".join(str(row[0]) for row in rows[:5]))
    return ""


def read_through(file: Path) -> None:
    """Reads every block, so that the engine compares each with its checksum: for a version that has no seal.

    Raises:
        DamagedVersion: a block is not what was written.
    """
    try:
        with connect(file, read_only=True) as connection:
            for (table,) in connection.execute("select table_name from duckdb_tables() where not internal").fetchall():
                connection.execute(f"select bit_xor(hash(whole)) from {name(table)} as whole").fetchall()
    except (EngineError, StoreError) as error:
        raise DamagedVersion(f"{file} is not whole: {str(error).splitlines()[0]}") from error


def ledger(file: Path) -> Ledger:
    """The batches a version was made of: one descends from another when it has all of the other's."""
    with connect(file, read_only=True) as connection:
        rows = connection.execute("select batch_id, started_at::varchar, kind from batches").fetchall()
    return frozenset((int(number), str(at), str(kind)) for number, at, kind in rows)


def holds_real_rows(file: Path) -> bool:
    """Whether a load, and not only the sample shop, put rows into this version."""
    sql = """select exists (select * from batches where kind = 'load')
        and (exists (select * from orders) or exists (select * from source_files))"""
    with connect(file, read_only=True) as connection:
        return bool(connection.execute(sql).fetchall()[0][0])


def is_superseded(old: Path, newest: Path) -> bool:
    """Whether `newest` descends from `old`, or `old` is a sample shop only: then nothing is lost with it."""
    try:
        before, after = ledger(old), ledger(newest)
        return before <= after or (is_sample_only(before) and not holds_real_rows(old))
    except (EngineError, StoreError):
        return False  # what cannot be read is kept for whoever can


def is_sample_only(batches: Ledger) -> bool:
    """Whether all rows were generated."""
    kinds = {kind for _, _, kind in batches}
    return "sample" in kinds and "load" not in kinds


def seal_of(file: Path) -> Path:
    """The file that holds a version's sha256, as `sha256sum -c` reads it."""
    return file.with_suffix(".sha256")


def seal(built: Path, target: Path) -> None:
    """Writes down what `built` is, under the name it will be published by."""
    durable.write(seal_of(target), f"{_digest(built)}  {target.name}\n")


def copy(source: Path, target: Path) -> None:
    """Copies a published version.

    Raises:
        DamagedVersion: the copy is not the file that was published.
    """
    shutil.copyfile(source, target)
    durable.close_to_others(target)
    compare(target, source)


def compare(file: Path, published: Path) -> None:
    """Holds a file against the seal of a published version; one from before there were seals has none to break.

    Raises:
        DamagedVersion: they differ.
    """
    sealed = seal_of(published)
    if sealed.exists() and sealed.read_text(encoding="utf-8", errors="replace").split(" ")[0] != _digest(file):
        raise DamagedVersion(
            f"{published} is not the file that was published (its sha256 is not the one in {sealed.name}): the disk or another program changed it",
            f"vetrina restore --store {shlex.quote(str(published.parent))}",
        )


def newest(files: list[Path]) -> Path | None:
    """The newest version that opens and is whole; None where none is."""
    for file in sorted(files, key=number, reverse=True):
        try:
            check(file)
        except StoreError:
            continue
        return file
    return None


def number(file: Path) -> int:
    """The number in a version's name."""
    return int(file.stem.removeprefix("store-"))


def _digest(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
