"""A select of the user's own: one, read-only, over the store's tables, with an end in time and in rows."""

import threading
from dataclasses import dataclass

import pandas as pd
import sqlglot
from sqlglot import exp

from data.errors import BadQuestion, BadRequest, Forbidden, TookTooLong
from data.store import Store
from data.store.engine import EngineError, cause, is_one_select

SECONDS = 60.0
ROWS = 100_000
MOST_ROWS = 2**62  # what the engine can count to, and more than any table has
# Functions that stand where a table stands and reach for nothing outside the select itself.
TABLES = frozenset({"range", "generate_series", "unnest", "json_each", "json_tree"})
# Views of the engine's own, with its settings and the paths of files.
ENGINE = ("pg_", "pragma_", "duckdb_")
# Functions that tell of the machine or the connection, wait, or write where nobody looks.
BARRED = frozenset(
    {
        "current_setting", "getenv", "sleep_ms", "write_log", "setseed", "nextval", "setval", "currval", "getvariable",
        "current_query", "query", "query_table",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """The rows of a select; `is_cut` where it has more than were asked for."""

    frame: pd.DataFrame
    is_cut: bool


def answer(store: Store, sql: str, seconds: float = SECONDS, rows: int = ROWS) -> Answer:
    """Runs one select.

    Args:
        seconds: after which it is stopped.
        rows: at most that many are given.

    Raises:
        Forbidden: it is not one select, or reaches for a file, the network or a setting.
        TookTooLong: it was stopped.
        BadQuestion: the engine cannot answer it; the message is the engine's.
    """
    if not 0 < seconds <= threading.TIMEOUT_MAX:
        raise BadRequest(f"--timeout is {seconds:g}; give seconds above 0")
    if not 1 <= rows <= MOST_ROWS:
        raise BadRequest(f"--rows is {rows}; give a number from 1 to {MOST_ROWS}")
    refuse(sql)
    try:
        frame = store.limited(sql, seconds, rows + 1)
    except EngineError as error:
        if cause(error) == "time":
            raise TookTooLong(f"stopped after {seconds:g} s; --timeout gives it longer") from error
        if cause(error):
            raise
        raise BadQuestion(str(error).split("\n\nLINE")[0]) from error
    return Answer(frame.head(rows), len(frame) > rows)


def refuse(sql: str) -> None:
    """Refuses all but one select over tables: by its own parse, and by what the engine takes it for.

    Raises:
        Forbidden: it is something else; the message says what.
        BadQuestion: it is not SQL.
    """
    if not _is_text(sql):
        raise BadQuestion("the select has bytes that are not UTF-8 text; write it again in a UTF-8 terminal")
    try:
        trees = [tree for tree in sqlglot.parse(sql, dialect="duckdb") if tree is not None]
        is_select = is_one_select(sql)
    except (sqlglot.errors.SqlglotError, EngineError, RecursionError) as error:
        raise BadQuestion(f"this is not SQL that can be read: {str(error).splitlines()[0][:200]}") from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Query) or not is_select:
        raise Forbidden("give one select, e.g. 'select channel, count(*) from orders group by channel'")
    (tree,) = trees
    for written in tree.find_all(exp.DML, exp.DDL, exp.Command, exp.Into):
        if not isinstance(written, exp.Query):
            raise Forbidden(f"a question changes nothing; leave out {written.key}")
    for table in tree.find_all(exp.Table):
        _refuse_table(table)
    for function in tree.find_all(exp.Func):
        if _name(function) in BARRED:
            raise Forbidden(f"{_name(function)}() may not stand in a question; it reaches beyond the store's tables")


def _is_text(sql: str) -> bool:
    """Whether the select can be written as UTF-8; bytes of another encoding reach a program as lone surrogates."""
    try:
        sql.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse_table(table: exp.Table) -> None:
    source = table.this
    if isinstance(source, exp.Func) and _name(source) not in TABLES:
        raise Forbidden(f"{_name(source)}() may not stand in a question; read the store's tables")
    if not isinstance(source, exp.Identifier | exp.Func):
        raise Forbidden(
            f"{source.sql(dialect='duckdb')} is no table of the store; files are loaded with `vetrina load`"
        )
    if table.db.lower() == "pg_catalog" or source.name.lower().startswith(ENGINE):
        raise Forbidden(f"{source.name} tells of the engine, not of the shop; read the store's tables")
    if isinstance(source, exp.Identifier) and set("/.\\:*?") & set(source.name):
        raise Forbidden(f"{source.name} is no table of the store; files are loaded with `vetrina load`")


def _name(function: exp.Func) -> str:
    name = function.name if isinstance(function, exp.Anonymous) else function.sql_name()
    return str(name).lower()
