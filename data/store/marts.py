"""Marts: one select a file in data/marts, built in the order in which they read each other."""

import hashlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from data.quoting import name as quoted

FOLDER = Path(__file__).parents[1] / "marts"


@lru_cache(maxsize=64)
def reads(sql: str) -> frozenset[str]:
    """The tables a mart's select reads, as the engine itself tells; they need not exist."""
    with _reader().cursor() as connection:
        return frozenset(connection.get_table_names(sql))


@lru_cache(maxsize=1)
def _reader() -> duckdb.DuckDBPyConnection:
    """An engine without a store, opened once: it only reads the text of selects."""
    return duckdb.connect()


def selects(folder: Path = FOLDER) -> dict[str, str]:
    """Each mart's select by name, a mart after those it reads."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.sql"))}
    order = TopologicalSorter({name: reads(sql) & texts.keys() for name, sql in texts.items()}).static_order()
    return {name: texts[name] for name in order}


def refresh(
    connection: duckdb.DuckDBPyConnection, touched: set[str], progress: Callable[[str], None] = lambda name: None
) -> list[str]:
    """Rebuilds the marts that read a touched table, were never built, or whose select changed; returns their names."""
    stale = set(touched)
    rebuilt = []
    for name, sql in selects().items():
        if reads(sql) & stale or not is_built(connection, name, sql):
            progress(name)
            connection.execute(f"create or replace table {quoted(name)} as {sql.rstrip().rstrip(';')}")
            connection.execute("insert or replace into meta values (?, ?)", [f"mart:{name}", _digest(sql)])
            stale.add(name)
            rebuilt.append(name)
    for gone in _unknown(connection):
        connection.execute(f"drop table if exists {quoted(gone)}")
        connection.execute("delete from meta where key = ?", [f"mart:{gone}"])
    return rebuilt


def is_built(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> bool:
    rows = connection.execute("select value from meta where key = ?", [f"mart:{name}"]).fetchall()
    return rows == [(_digest(sql),)]


def are_old(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any mart was built by another select than today's."""
    built = dict(connection.execute("select key, value from meta where key like 'mart:%'").fetchall())
    return any(
        built.get(f"mart:{file.stem}") != _digest(file.read_text(encoding="utf-8")) for file in FOLDER.glob("*.sql")
    )


def built(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The names of the marts that a version has."""
    rows = connection.execute("select replace(key, 'mart:', '') from meta where key like 'mart:%'").fetchall()
    return {str(name) for (name,) in rows}


def _unknown(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Marts that a version before had and this one has no more."""
    known = {file.stem for file in FOLDER.glob("*.sql")}
    yield from built(connection) - known


def _digest(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()[:16]
