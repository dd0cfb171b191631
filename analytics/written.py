"""Answers as strict JSON and back: dataclasses of tables, arrays, intervals, reasons, numbers, days and words."""

import dataclasses
import math
import types
import typing
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

import numpy as np
import pandas as pd

from analytics.results import Reason

Form = TypeVar("Form")
REASONS = "reason"  # dtype of a column of reasons
DECIMALS = 6  # of numbers in arrays, which are drawn and not reckoned with


def as_json(value: Any) -> Any:
    """A value as JSON can hold it; what is not finite becomes null.

    Raises:
        TypeError: a kind of value that could not be read again.
    """
    match value:
        case pd.DataFrame():
            return {"table": [[str(name), _dtype(part), _cells(part)] for name, part in value.items()]}
        case Reason():
            return value.json()
        case np.ndarray():
            return _array(value)
        case dict():
            return {str(name): as_json(part) for name, part in value.items()}
        case list() | tuple():
            return [as_json(part) for part in value]
        case None | bool() | str() | int():
            return value
        case date():
            return None if pd.isna(value) else value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if pd.isna(value):
        return None
    if hasattr(value, "item"):
        return as_json(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    raise TypeError(f"{value!r} is a {type(value).__name__}; keep tables, arrays, intervals, numbers, days and words")


def from_json(form: type[Form], written: Any) -> Form:
    """The value that `as_json` was given, by its declared type; a missing number is nan where a number must be."""
    return cast(Form, _made(form, written))


def _array(values: np.ndarray) -> list[Any]:
    if np.issubdtype(values.dtype, np.datetime64):
        return list(values.astype("datetime64[D]").astype(str).tolist())
    return [round(value, DECIMALS) if math.isfinite(value) else None for value in values.astype(float).tolist()]


def _dtype(part: "pd.Series[Any]") -> str:
    return REASONS if any(isinstance(cell, Reason) for cell in part) else str(part.dtype)


def _cells(part: "pd.Series[Any]") -> list[Any]:
    if part.dtype.kind in "fiub":
        return [as_json(cell) for cell in part.tolist()]
    return [as_json(cell) for cell in part]


def _made(kind: Any, written: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return (
            None
            if written is None
            else _made(next(option for option in typing.get_args(kind) if option is not _NONE), written)
        )
    if written is None:
        return math.nan if kind is float else None
    if kind is pd.DataFrame:
        return pd.DataFrame({name: _column(dtype, cells) for name, dtype, cells in written["table"]})
    if kind is Reason:
        return Reason.of_json(written)
    if kind is np.ndarray:
        return np.array(written, dtype="datetime64[D]" if written and isinstance(written[0], str) else float)
    if dataclasses.is_dataclass(kind):
        hints = _hints(cast(type, kind))
        return cast(Any, kind)(**{name: _made(hints[name], part) for name, part in written.items()})
    if origin is tuple:
        return tuple(_made(typing.get_args(kind)[0], part) for part in written)
    if origin is dict:
        return {name: _made(typing.get_args(kind)[1], part) for name, part in written.items()}
    return date.fromisoformat(written) if kind is date else written


_NONE = type(None)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _column(kind: str, cells: list[Any]) -> "pd.Series[Any]":
    if kind.startswith("float"):
        return pd.Series([math.nan if cell is None else cell for cell in cells], dtype=kind)
    if kind.startswith("datetime"):
        return pd.to_datetime(pd.Series(cells, dtype="object")).astype(kind)  # type: ignore[call-overload, no-any-return]
    if kind == REASONS:
        return pd.Series([None if cell is None else Reason.of_json(cell) for cell in cells], dtype="object")
    return pd.Series(cells, dtype=kind)
