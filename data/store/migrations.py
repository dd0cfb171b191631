"""The tables of a store made earlier, brought to those of data/schema.sql by numbered SQL files, one transaction each.

They run on the copy that a load builds, never on a published version. `meta` says under `schema` which was the last.
"""

from pathlib import Path

import duckdb

from data.errors import NewerStore

SCHEMA = Path(__file__).parents[1] / "schema.sql"
FOLDER = Path(__file__).parents[1] / "migrations"


def steps() -> dict[int, Path]:
    """The migrations by number, in order."""
    return {int(file.name[:4]): file for file in sorted(FOLDER.glob("[0-9][0-9][0-9][0-9]_*.sql"))}


def prepare(connection: duckdb.DuckDBPyConnection) -> bool:
    """Makes the tables of an empty database, or brings those that are there up to date; says whether any was old.

    After a migration every mart is built anew: its rows may have changed.

    Raises:
        NewerStore: a later Vetrina made them.
    """
    if not _has_tables(connection):
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        _record(connection, max(steps()))
        return False
    before = number(connection)
    refuse_newer(before)
    pending = {at: file for at, file in steps().items() if at > before}
    for at, file in pending.items():
        connection.execute("begin")
        connection.execute(file.read_text(encoding="utf-8"))
        _record(connection, at)
        connection.execute("update meta set value = '' where key like 'mart:%'")
        connection.execute("commit")
    return bool(pending)


def number(connection: duckdb.DuckDBPyConnection) -> int:
    """The last migration that ran on this version; 0 for a store made before there were any."""
    rows = connection.execute("select value from meta where key = 'schema'").fetchall()
    return int(rows[0][0]) if rows else 0


def refuse_newer(number: int) -> None:
    """Raises NewerStore where the tables are of a Vetrina later than this one."""
    if number > (known := max(steps())):
        raise NewerStore(
            f"a newer Vetrina made this store (its tables are number {number}, this version knows {known}); "
            "update Vetrina, or open another store with --store"
        )


def is_behind(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether migrations wait for the next load."""
    return number(connection) < max(steps())


def _has_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    rows = connection.execute("select count(*) from information_schema.tables where table_name = 'meta'").fetchall()
    return bool(rows[0][0])


def _record(connection: duckdb.DuckDBPyConnection, at: int) -> None:
    connection.execute("insert or replace into meta values ('schema', ?)", [str(at)])
