"""The store: one DuckDB file a version, one writer, many readers, and the only place that names the engine."""

from data.errors import Busy, NoStore
from data.store.choice import EVERYTHING, Choice
from data.store.reader import Store
from data.store.versions import Home
from data.store.writer import Writer, renew, writing

__all__ = ["EVERYTHING", "Busy", "Choice", "Home", "NoStore", "Store", "Writer", "renew", "writing"]
