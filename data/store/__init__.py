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
from data.store.cells import Told
from data.store.choice import BASES, EVERYTHING, Choice, Money
from data.store.proof import Proof, proofs
from data.store.reader import Store
from data.store.restore import restore
from data.store.rights import WHOLE, Rights
from data.store.versions import Home
from data.store.writer import Writer, renew, writing

__all__ = [
    "BASES",
    "EVERYTHING",
    "WHOLE",
    "Busy",
    "Choice",
    "DamagedPointer",
    "DamagedVersion",
    "Home",
    "Money",
    "NewerStore",
    "NoStore",
    "OldStore",
    "Proof",
    "RealFiles",
    "Rights",
    "Store",
    "StoreError",
    "Told",
    "UnusableKey",
    "Writer",
    "proofs",
    "renew",
    "restore",
    "writing",
]
