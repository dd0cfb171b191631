"""Why the data cannot tell, or what a model has to say beside its numbers: a code with values."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from analytics.results.codes import CODES, PERIODS, Kind
from data.errors import OutOfReach, TooFew

Span = tuple[int, str]
Pair = tuple[str, str]
Value = int | float | str | date | Span | tuple[str, ...] | tuple[Pair, ...]


@dataclass(frozen=True, init=False)
class Reason:
    """A code and its values, equal and hashable by both.

    Attributes:
        code: one of `CODES`.
        items: the values with their names, in the order of `CODES`.

    Raises:
        ValueError: a code or a value that `CODES` does not know, or a value missing.
    """

    code: str
    items: tuple[tuple[str, Value], ...]

    def __init__(self, code: str, **values: Any) -> None:
        if code not in CODES:
            raise ValueError(f"{code!r} is no code of a reason; add it to analytics/results/codes.py")
        kinds = CODES[code]
        if set(values) != set(kinds):
            raise ValueError(f"reason {code} has the values {sorted(values)}; give {sorted(kinds)}")
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "items", tuple((name, _plain(kind, values[name])) for name, kind in kinds.items()))

    @property
    def values(self) -> dict[str, Value]:
        """The values by name."""
        return dict(self.items)

    def json(self) -> dict[str, Any]:
        """`{code, values}`: days as 2020-03-09, spans and lists as lists."""
        return {"code": self.code, "values": {name: _jsonable(value) for name, value in self.items}}

    @classmethod
    def of_json(cls, written: Mapping[str, Any]) -> "Reason":
        """The reason that `json` wrote.

        Raises:
            ValueError: a code or value that this version does not know.
        """
        return cls(written["code"], **written["values"])


class CannotTell(Exception):  # an answer, not an error of anybody
    """The data cannot tell; the reason says why. Every other exception of a model is a fault."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        """The code and its values, for a log: readers get the sentence of `words.reasons`."""
        return " ".join([self.reason.code, *(f"{name}={value}" for name, value in self.reason.items)])


def _plain(kind: Kind, value: Any) -> Value:
    match kind:
        case Kind.COUNT:
            return round(float(value))
        case Kind.NUMBER | Kind.EFFECT | Kind.SIZE | Kind.SHARE | Kind.CHANGE | Kind.CHANCE | Kind.PROBABILITY:
            return _finite(float(value))
        case Kind.DAY | Kind.MONTH:
            return _day(value)
        case Kind.SPAN:
            return _span(*value)
        case Kind.NAME | Kind.EVENT:
            return str(value)
        case Kind.PARTS:
            return tuple((str(tier), str(channel)) for tier, channel in value)
    return tuple(str(name) for name in value)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"a value of a reason is {value}; give a finite number")
    return value


def _day(value: Any) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value


def _span(count: Any, period: Any) -> Span:
    if period not in PERIODS:
        raise ValueError(f"{period!r} is no period; give one of {', '.join(PERIODS)}")
    return round(float(count)), str(period)


def _jsonable(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_jsonable(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def refused(error: OutOfReach) -> Reason:
    """Why a reader does not get an answer."""
    return FEW[error.why] if isinstance(error, TooFew) else OUT_OF_REACH


OUT_OF_REACH = Reason("out_of_reach")  # the rights of who asks cannot be applied to it
FEW = {  # by why a question is refused to who may not see persons
    "few": Reason("hidden_few"),
    "filters": Reason("hidden_filters"),
    "grid": Reason("hidden_grid"),
    "persons": Reason("hidden_persons"),
    "wallets": Reason("hidden_wallets"),
}
