"""Is a version what it should be? Asked before it is published, before the next is built on it, and before it is restored."""

import hashlib
import shlex
import shutil
from functools import lru_cache
from pathlib import Path

import duckdb

from data.errors import Busy, DamagedVersion, StoreError
from data.quoting import name
from data.store import durable
from data.store.engine import EngineError, cause, connect

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
    """What a version that the engine does not open is: held by another program, on a disk that fails, or damaged."""
    message = str(error).splitlines()[0]
    if "Could not set lock" in message:
        return Busy(f"another program has {file} open for writing; close it there and try again ({message})")
    if cause(error) == "failed":
        return DamagedVersion(
            f"{file} cannot be read: the disk, or the network it is reached by, failed ({message}); check it, then try again"
        )
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


def count(file: Path) -> None:
    """Holds the rows that are stored of each file against those that the ledger says were seen.

    Raises:
        DamagedVersion: more are stored than the file had.
    """
    with connect(file, read_only=True) as connection:
        if rows := connection.execute(_more_than_seen(connection)).fetchall():
            named = ", ".join(str(row[0]) for row in rows[:5])
            raise DamagedVersion(f"{file} is not whole: more rows are stored than these files had: {named}")


def _more_than_seen(connection: duckdb.DuckDBPyConnection) -> str:
    """Files of the ledger from whose rows more are stored than the ledger says were seen, as SQL; a row may stand in several tables."""
    tables = connection.execute(
        """select table_name from information_schema.columns where column_name in ('file_id', 'row_no')
        and table_name not in (select replace(key, 'mart:', '') from meta where key like 'mart:%')
        group by table_name having count(*) = 2 order by table_name"""
    ).fetchall()
    rows = " union ".join(f"select file_id, row_no from {name(str(table))}" for (table,) in tables)
    return f"""select file_name from source_files join (
        select file_id, count(distinct row_no) as stored from ({rows}) group by file_id) using (file_id) where stored > rows_seen"""


def read_through(file: Path) -> None:
    """Reads every block, so that the engine compares each with its checksum.

    Raises:
        Busy: another program writes to it.
        DamagedVersion: it does not open, or a block is not what was written.
    """
    try:
        connection = connect(file, read_only=True)
    except EngineError as error:
        raise unopened(file, error) from error
    with connection:
        try:
            for (table,) in connection.execute("select table_name from duckdb_tables() where not internal").fetchall():
                connection.execute(f"select bit_xor(hash(whole)) from {name(table)} as whole").fetchall()
        except EngineError as error:
            raise DamagedVersion(f"{file} is not whole: {str(error).splitlines()[0]}") from error


def ledger(file: Path) -> Ledger:
    """The batches a version was made of: one descends from another when it has all of the other's.

    Raises:
        DamagedVersion: the version cannot be read.
        Busy: another program has it open for writing.
    """
    stamp = file.stat() if file.exists() else None
    return _ledger(file, stamp and (stamp.st_ino, stamp.st_size, stamp.st_mtime_ns))


@lru_cache(maxsize=32)
def _ledger(file: Path, stamp: tuple[int, int, int] | None) -> Ledger:
    """Read once of a file that stays as it is: publishing asks it five times."""
    try:
        with connect(file, read_only=True) as connection:
            rows = connection.execute("select batch_id, started_at::varchar, kind from batches").fetchall()
    except EngineError as error:
        raise unopened(file, error) from error
    return frozenset((int(number), str(at), str(kind)) for number, at, kind in rows)


def remember_forgotten(files: list[Path], connection: duckdb.DuckDBPyConnection) -> None:
    """Gives a version that is built from nothing who has to stay forgotten, and the key that says so, from the newest that knows."""
    for file in sorted(files, key=number, reverse=True):
        try:
            with connect(file, read_only=True) as older:
                sealed = older.execute("select sealed from forgotten").fetchall()
                kept = older.execute("select key, value from meta where key in ('store', 'key')").fetchall()
        except (EngineError, StoreError):
            continue
        if sealed:
            connection.executemany("insert into forgotten values (?)", sealed)
            connection.executemany("insert or replace into meta values (?, ?)", kept)
            return


def known_keys(file: Path, hashes: list[str]) -> list[tuple[str, str]]:
    """Which of these hashes a version has as keys of persons: (type, hash)."""
    sql = """select id_type, id_hash from identity_links where list_contains($hashes, id_hash) union
        select payer_id_type, payer_hash from wallet_transactions where list_contains($hashes, payer_hash) union
        select id_type, id_hash from exposures where list_contains($hashes, id_hash)"""
    try:
        with connect(file, read_only=True) as connection:
            return [(str(kind), str(hashed)) for kind, hashed in connection.execute(sql, {"hashes": hashes}).fetchall()]
    except (EngineError, StoreError):
        return []  # what cannot be read names nobody


def step_back(files: list[Path], target: Path, before: Path | None) -> Path | None:
    """Where a restore goes back to, past versions that only added or removed notes; None where the one before is it.

    Args:
        files: all versions, oldest first.
        target, before: the one just published, and the one it was built on.
    """
    try:
        if before is None or _without_notes(before) != (own := _without_notes(target)):
            return None
        others = (file for file in reversed(files) if file not in (target, before))
        return next((file for file in others if _without_notes(file) != own), None)
    except (EngineError, StoreError):
        return None  # what cannot be read is never removed


def _without_notes(file: Path) -> Ledger:
    return frozenset(batch for batch in ledger(file) if batch[2] != "note")


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
