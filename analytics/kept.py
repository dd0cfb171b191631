"""Answers of slow models, kept beside the data they were computed on: computed once for all readers.

An answer is a frozen dataclass of tables, intervals, numbers and words. It is kept as JSON, by everything it depends on:
the version of the store, the choice, the parameters and the code of `analytics`, so that neither new data nor a new
release ever meets an old answer.
"""

import hashlib
import math
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from analytics.interval import Interval
from data.store import Store

Answer = TypeVar("Answer")
HERE = Path(__file__).parent


def kept(store: Store, form: type[Answer], key: tuple[object, ...], make: Callable[[], Answer]) -> Answer:
    """The answer kept under this key; made and kept where there is none.

    Args:
        form: the answer's dataclass; its fields are tables (plain index), intervals, dictionaries by text, numbers,
            words, or None.
        key: all that the answer depends on besides the store's version and the code.
        make: computes it.
    """
    name, key = form.__name__.lower(), (*key, _code())
    found = store.results.get(name, key)
    if found is None:
        made = make()
        found = {field.name: written(getattr(made, field.name)) for field in fields(form)}  # type: ignore[arg-type]
        store.results.put(name, key, found)
    return form(**{part: read(value) for part, value in found.items()})


def written(value: Any) -> Any:
    """A value as JSON can hold it; what is not finite becomes null.

    Raises:
        TypeError: a kind of value that could not be read again.
    """
    match value:
        case pd.DataFrame():
            columns = [[str(name), str(part.dtype), [written(cell) for cell in part]] for name, part in value.items()]
            return {"table": columns}
        case Interval():
            return {"interval": [written(end) for end in (value.estimate, value.low, value.high)]}
        case dict():
            return {"by": [[written(name), written(part)] for name, part in value.items()]}
        case None | bool() | str() | int():
            return value
        case date():
            return None if pd.isna(value) else value.isoformat()
    if pd.isna(value):
        return None
    if hasattr(value, "item"):
        return written(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    raise TypeError(f"{value!r} is a {type(value).__name__}; keep tables, intervals, numbers and words")


def read(value: Any) -> Any:
    """What `written` was given, a missing number as nan inside tables and intervals."""
    if not isinstance(value, dict):
        return value
    if "table" in value:
        return pd.DataFrame({name: _column(kind, cells) for name, kind, cells in value["table"]})
    if "interval" in value:
        return Interval(*(math.nan if end is None else float(end) for end in value["interval"]))
    return {name: read(part) for name, part in value["by"]}


def _column(kind: str, cells: list[Any]) -> pd.Series:
    if kind.startswith("float"):
        return pd.Series([math.nan if cell is None else cell for cell in cells], dtype=kind)
    if kind.startswith("datetime"):
        return pd.to_datetime(pd.Series(cells, dtype="object")).astype(kind)  # type: ignore[call-overload]
    return pd.Series(cells, dtype=kind)


@lru_cache(maxsize=1)
def _code() -> str:
    """A fingerprint of the code that answers."""
    told = hashlib.sha256()
    for file in sorted((*HERE.rglob("*.py"), *HERE.rglob("*.sql"))):
        told.update(file.read_bytes())
    return told.hexdigest()[:16]
