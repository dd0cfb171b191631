"""Connections, set up alike and locked before the first byte of a user's file is read.

A connection reads and writes the store's own file, and below `scratch`; no other file, no network, no variable of this
program. That is set first and cannot be set back: text that came with a file and was run as SQL by mistake could read
no password and overwrite nothing. Whoever attaches further files of a store does so in `_locked`, before the lock.
"""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from data.errors import BadRequest
from data.quoting import literal, name
from data.store.scratch import spill

EngineError = duckdb.Error
# Two threads that open one file share an engine, which can be set up once only.
_SETTING_UP = threading.Lock()
_FAILED = ("input/output error", "fsync failed", "stale file handle", "transport endpoint is not connected")
_NO_SPACE = ("no space left", "file too large", "disk quota exceeded", "max_temp_directory_size")


def connect(
    path: Path | str, *, read_only: bool, scratch: Path | None = None, beside: Mapping[str, Path] = MappingProxyType({})
) -> duckdb.DuckDBPyConnection:
    """A connection whose clock is UTC, whatever the machine's zone.

    Args:
        path: the store's file, or `:memory:`.
        scratch: the folder a writer may read and write, where it spills too. Without it a reader spills beside its
            store, and a connection in memory nowhere.
        beside: further files of the store under these names, to be read only.
    """
    with _SETTING_UP:
        connection = _opened(path, read_only)
        try:
            for called, file in beside.items():
                connection.execute(f"attach {literal(file)} as {name(called)} (read_only)")
            _locked(connection, scratch, spill(Path(path).parent) if scratch is None and read_only else scratch)
        except BaseException:
            connection.close()
            raise
    return connection


@lru_cache(maxsize=1)
def bare() -> duckdb.DuckDBPyConnection:
    """An engine without a store, opened once: it reads the text of selects, and says of what type columns are."""
    return connect(":memory:", read_only=False)


@contextmanager
def attached(files: Mapping[str, Path], scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in memory with further files of a store under these names, attached before the lock."""
    with duckdb.connect(":memory:", config=_settings()) as connection:
        for called, path in files.items():
            connection.execute(f"attach {literal(path)} as {name(called)}")
        _locked(connection, scratch, scratch)
        yield connection


def _opened(path: Path | str, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=read_only, config=_settings())
    except duckdb.ParserException as error:
        raise BadRequest(f"VETRINA_MEMORY is {os.environ.get('VETRINA_MEMORY')!r}; give a size such as 4GB") from error


def cause(error: BaseException) -> str | None:
    """What an engine error comes from where it is not the statement: `disk` (no room), `failed` (it does not read or write), `memory`, `time`; else None."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return "disk" if any(words in str(error).lower() for words in _NO_SPACE) else "memory"
    if isinstance(error, duckdb.InterruptException):
        return "time"
    if isinstance(error, duckdb.Error) and any(words in str(error).lower() for words in _NO_SPACE):
        return "disk"
    if isinstance(error, duckdb.Error) and any(words in str(error).lower() for words in _FAILED):
        return "failed"
    return None


def is_one_select(sql: str) -> bool:
    """Whether the engine takes the text for one statement that only reads.

    Raises:
        EngineError: it is no SQL.
    """
    statements = duckdb.extract_statements(sql)
    return len(statements) == 1 and statements[0].type == duckdb.StatementType.SELECT


def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = {
        "autoload_known_extensions": False,
        "autoinstall_known_extensions": False,
        "allow_community_extensions": False,
        "python_enable_replacements": False,
    }
    if memory := os.environ.get("VETRINA_MEMORY"):
        settings["memory_limit"] = memory
    if threads := os.environ.get("VETRINA_THREADS"):
        if not threads.isdigit() or int(threads) < 1:
            raise BadRequest(f"VETRINA_THREADS is {threads!r}; give a whole number such as 2")
        settings["threads"] = int(threads)
    return settings


def _locked(connection: duckdb.DuckDBPyConnection, scratch: Path | None, spilled: Path | None) -> None:
    if connection.execute("select current_setting('lock_configuration')").fetchall()[0][0]:
        return  # another connection of this process has the same file open, set up alike
    allowed = f"[{literal(scratch.resolve())}]" if scratch else "[]"
    connection.execute("set global timezone = 'UTC'")
    connection.execute(f"set temp_directory = {literal(spilled / 'spill' if scratch and spilled else spilled or '')}")
    connection.execute(f"set allowed_directories = {allowed}")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
