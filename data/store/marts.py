"""Marts: one select a file in data/marts, built in the order in which they read each other."""

import hashlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from data.quoting import name as quoted
from data.store import parts
from data.store.engine import bare
from data.store.parts import Changes

FOLDER = Path(__file__).parents[1] / "marts"
RULES = "parts"  # in `meta`: by which rules parts of the marts were made anew; with others all are made whole once


@lru_cache(maxsize=64)
def reads(sql: str) -> frozenset[str]:
    """The tables a mart's select reads, as the engine itself tells; they need not exist."""
    with bare().cursor() as connection:
        return frozenset(connection.get_table_names(sql))


def selects(folder: Path = FOLDER) -> dict[str, str]:
    """Each mart's select by name, a mart after those it reads."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.sql"))}
    order = TopologicalSorter({name: reads(sql) & texts.keys() for name, sql in texts.items()}).static_order()
    return {name: texts[name] for name in order}


def refresh(
    connection: duckdb.DuckDBPyConnection,
    touched: set[str],
    progress: Callable[[str], None] = lambda name: None,
    wanted: str | None = None,
    *,
    is_whole: bool = False,
) -> list[str]:
    """Makes anew the marts that read a changed table, were never built, or whose select changed; returns their names.

    Args:
        touched: tables that have other rows than before. With any that a mart reads, all others are looked at too: what a load
            changes beside, such as the offers that orders name, nobody has to tell.
        wanted: a mart without which, and those behind it, nothing is asked: the others are left as they are.
        is_whole: makes each of all marts whole, whatever changed; else only the touched rows, where that gives the same.
    """
    changes = Changes(connection)
    texts = selects()
    stale, made = set(touched), []
    read = frozenset().union(*map(reads, texts.values())) - texts.keys()
    if changes.is_told and touched & read:
        stale |= read
    is_whole = is_whole or _value(connection, RULES) != parts.rules()
    for name, sql in texts.items() if wanted is None else _behind(wanted, texts):
        is_known = is_built(connection, name, sql) and not is_whole
        if is_known and not any(changes.of(table) is not False for table in sorted(reads(sql) & stale)):
            continue
        progress(name)
        if not is_known or not changes.renew(name, sql, reads(sql) & stale):
            connection.execute(f"create or replace table {quoted(name)} as {sql.rstrip().rstrip(';')}")
            connection.execute("insert or replace into meta values (?, ?)", [f"mart:{name}", _digest(sql)])
        stale.add(name)
        made.append(name)
    for gone in _unknown(connection):
        connection.execute(f"drop table if exists {quoted(gone)}")
        connection.execute("delete from meta where key = ?", [f"mart:{gone}"])
    if wanted is None:
        connection.execute("insert or replace into meta values (?, ?)", [RULES, parts.rules()])
    return made


def _behind(wanted: str, texts: dict[str, str]) -> list[tuple[str, str]]:
    """A mart after all that it reads, and they theirs."""
    names = {wanted}
    for name in reversed(texts):
        if name in names:
            names |= reads(texts[name]) & texts.keys()
    return [(name, sql) for name, sql in texts.items() if name in names]


def is_built(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> bool:
    return _value(connection, f"mart:{name}") == _digest(sql)


def _value(connection: duckdb.DuckDBPyConnection, key: str) -> str | None:
    rows = connection.execute("select value from meta where key = ?", [key]).fetchall()
    return str(rows[0][0]) if rows else None


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
