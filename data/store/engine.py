"""Connections, set up alike."""

import os
from pathlib import Path
from typing import Any

import duckdb

EngineError = duckdb.Error


def connect(path: Path | str, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection whose clock is UTC, whatever the machine's zone."""
    settings: dict[str, Any] = {"autoload_known_extensions": False, "autoinstall_known_extensions": False}
    if memory := os.environ.get("VETRINA_MEMORY"):
        settings["memory_limit"] = memory
    if threads := os.environ.get("VETRINA_THREADS"):
        settings["threads"] = int(threads)
    connection = duckdb.connect(str(path), read_only=read_only, config=settings)
    connection.execute("set timezone = 'UTC'")
    return connection
