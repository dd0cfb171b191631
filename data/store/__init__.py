"""The store: one DuckDB file a version, one writer, many readers, and the only place that names the engine."""

from data.errors import (
    Busy,
    DamagedPointer,
    DamagedVersion,
    NewerStore,
    NoStore,
    OldStore,
    RealFiles,
    StoreError,
    UnusableKey,
)
from data.store.choice import EVERYTHING, Choice
from data.store.reader import Store
from data.store.restore import restore
from data.store.versions import Home
from data.store.writer import Writer, renew, writing

__all__ = [
    "EVERYTHING",
    "Busy",
    "Choice",
    "DamagedPointer",
    "DamagedVersion",
    "Home",
    "NewerStore",
    "NoStore",
    "OldStore",
    "RealFiles",
    "Store",
    "StoreError",
    "UnusableKey",
    "Writer",
    "renew",
    "restore",
    "writing",
]
