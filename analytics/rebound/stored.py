"""A rebound as JSON beside the version it was computed on, and back."""

import dataclasses
import types
import typing
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics.rebound.result import Answer
from analytics.rebound.shop import Rebound


def as_json(found: Rebound) -> dict[str, Any]:
    """Strict JSON: what is not finite is null, tables are columns."""
    return {
        "cuts": _table(found.cuts), "mix": _table(found.mix), "fans": _table(found.fans),
        "answers": {name: plain(answer) for name, answer in found.answers.items()},
        "stretch": found.stretch, "notes": list(found.notes),
    }  # fmt: skip


def from_json(told: dict[str, Any]) -> Rebound:
    """The rebound that `as_json` wrote."""
    fans = pd.DataFrame(told["fans"])
    if "week" in fans:
        fans["week"] = pd.to_datetime(fans["week"])
    answers = {name: made(Answer, answer) for name, answer in told["answers"].items()}
    return Rebound(
        pd.DataFrame(told["cuts"]), answers, pd.DataFrame(told["mix"]), fans, told["stretch"], tuple(told["notes"])
    )


def _table(frame: pd.DataFrame) -> dict[str, list[Any]]:
    return {str(name): [plain(value) for value in frame[name].tolist()] for name in frame.columns}


def plain(value: Any) -> Any:
    """A result as strict JSON."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, np.ndarray):
        if np.issubdtype(value.dtype, np.datetime64):
            return value.astype("datetime64[D]").astype(str).tolist()
        return [None if not np.isfinite(v) else round(v, 6) for v in value.tolist()]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, date | pd.Timestamp):
        return value.isoformat()[:10]
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return value


def made(kind: Any, told: Any) -> Any:
    """The value of a declared type from its JSON."""
    origin = typing.get_origin(kind)
    if told is None:
        return None
    if origin in (types.UnionType, typing.Union):
        return made(next(one for one in typing.get_args(kind) if one is not type(None)), told)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return typing.cast(Any, kind)(**{name: made(hints[name], item) for name, item in told.items()})
    if kind is np.ndarray:
        return np.array(told, dtype="datetime64[D]" if told and isinstance(told[0], str) else float)
    if origin is tuple:
        return tuple(made(typing.get_args(kind)[0], item) for item in told)
    if origin is dict:
        return {key: made(typing.get_args(kind)[1], item) for key, item in told.items()}
    return date.fromisoformat(told) if kind is date else told
