"""How one canonical value is read from the cells of one or more columns, as a mapping says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from data.errors import BadMapping
from data.files.header import normalised
from data.quoting import literal

CELL_KEYS = frozenset({"from", "join", "format", "zone", "decimal", "thousands", "sign", "values", "strip"})
NEGATIVE = frozenset({"-", "negative", "minus", "-1"})
PERIOD = "PERIOD"  # a day, or the month, quarter or week that begins on it
TRUE = ("true", "yes", "y", "1", "si", "sì", "是", "x")
LONGEST = 500


@dataclass(frozen=True)
class Cell:
    """The columns by their header in the file, and what their text means.

    Attributes:
        sign: -1 where the file writes the amount the other way round.
        values: what stands in the file -> what it means; `*` is everything else.
        strip: pattern of what is cut out of the text.
    """

    columns: tuple[str, ...]
    join: str = " "
    format: tuple[str, ...] = ()
    zone: str | None = None
    decimal: str = "."
    thousands: str = ","
    sign: int = 1
    values: tuple[tuple[str, str], ...] = ()
    strip: str | None = None

    @classmethod
    def read(cls, file: Path, name: str, value: Any) -> "Cell":
        """The cell of one entry of `columns`.

        Raises:
            BadMapping: the entry is not of the expected shape.
        """
        entry = _Entry(file, name, value if isinstance(value, dict) else {"from": value})
        decimal = entry.one_of("decimal", (".", ","), ".")
        return cls(
            columns=tuple(normalised(column) for column in entry.texts("from")),
            join=entry.text("join", " "),
            format=entry.texts("format"),
            zone=entry.zone(),
            decimal=decimal,
            thousands=entry.text("thousands", "." if decimal == "," else ","),
            sign=-1 if entry.one_of("sign", ("+", "positive", "plus", "1", *sorted(NEGATIVE)), "+") in NEGATIVE else 1,
            values=entry.values(),
            strip=entry.pattern("strip"),
        )

    def text(self, places: Mapping[str, str]) -> str:
        """The cell's words; several columns joined, parts that are empty left out.

        Args:
            places: the column of the staged table under each header.
        """
        parts = [places[column] for column in self.columns]
        joined = parts[0] if len(parts) == 1 else f"nullif(concat_ws({literal(self.join)}, {', '.join(parts)}), '')"
        return f"regexp_replace({joined}, {literal(self.strip)}, '')" if self.strip else joined

    def sql(self, kind: str, text: str) -> str:
        """The reading of the column `text` as the type of its canonical column."""
        if kind.startswith("DECIMAL") or kind in {"BIGINT", "DOUBLE", "INTEGER"}:
            amount = self._amount(text, kind)
            return f"(-1 * {amount})::{kind}" if self.sign < 0 else amount
        if kind.startswith("TIMESTAMP"):
            zone = literal(self.zone) if self.zone else "tz_of_file"
            return f"instant({self._clock(text)}, {zone})" if self.format else f"shop_instant({text}, {zone})"
        if kind == PERIOD and not self.format:
            return f"period_start({text})"
        if kind in {"DATE", PERIOD}:
            return f"{self._clock(text)}::date" if self.format else f"written_day({text})"
        if kind == "BOOLEAN":
            return f"lower({text}) in ({', '.join(literal(word) for word in TRUE)})"
        return self._valued(text)

    def _amount(self, text: str, kind: str) -> str:
        """A number in the mapping's own marks; one that does not fit them is unread, never a hundred times too large."""
        point, group = ("\\.", re.escape(self.thousands)) if self.decimal == "." else (",", re.escape(self.thousands))
        plain = (
            text if self.decimal == "." else f"case when not contains({text}, '.') then replace({text}, ',', '.') end"
        )
        cleaned = f"replace({text}, {literal(self.thousands)}, '')" if self.thousands else text
        if self.decimal == ",":
            cleaned = f"replace({cleaned}, ',', '.')"
        shape = f"^[^0-9]*([0-9]+|[0-9]{{1,3}}({group}[0-9]{{3}})+)({point}[0-9]+)?[^0-9]*$"
        read = f"case when regexp_matches({text}, {literal(shape)}) then try_cast(money({cleaned}) as {kind}) end"
        return f"coalesce(try_cast({plain} as {kind}), {read})"

    def _clock(self, text: str) -> str:
        return f"try_strptime({text}, [{', '.join(literal(shape) for shape in self.format)}])"

    def _valued(self, text: str) -> str:
        if not self.values:
            return text
        cases = " ".join(f"when {literal(key)} then {literal(to)}" for key, to in self.values if key != "*")
        other = next((literal(to) for key, to in self.values if key == "*"), text)
        return f"case {text} {cases} else {other} end" if cases else other


class _Entry:
    """One entry of `columns`, its parts checked as they are read."""

    def __init__(self, file: Path, name: str, parts: dict[str, Any]) -> None:
        self.where, self.name, self.parts = f"{file.name}: {name}", name, parts
        if unknown := sorted(set(parts) - CELL_KEYS):
            raise BadMapping(f"{self.where} has {', '.join(unknown)}; it may have {', '.join(sorted(CELL_KEYS))}")
        if not parts.get("from"):
            raise BadMapping(f"{self.where} names no column; write `{name}: Column` or `{name}: {{from: Column}}`")

    def text(self, part: str, default: str) -> str:
        value = self.parts.get(part, default)
        if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
            raise BadMapping(f"{self.where}: {part} is a text of at most {LONGEST} characters, not {_shape(value)}")
        return value

    def texts(self, part: str) -> tuple[str, ...]:
        value = self.parts.get(part, [])
        several = value if isinstance(value, list) else [value]
        wrong = [
            item for item in several if not isinstance(item, str) or not item or len(item) > LONGEST or "\0" in item
        ]
        if wrong:
            raise BadMapping(f"{self.where}: {part} is a text or a list of texts, not {_shape(wrong[0])}")
        return tuple(several)

    def one_of(self, part: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(part, default)
        if value not in allowed:
            marks = " or ".join(repr(mark) for mark in allowed)
            what = "decimal mark " if part == "decimal" else f"{part} "
            raise BadMapping(f"{self.where} has the {what}{value!r}; it may be {marks}")
        return value

    def zone(self) -> str | None:
        zone = self.text("zone", "")
        if zone and zone not in available_timezones():
            raise BadMapping(f"{self.where} has the zone {zone!r}; write one such as Europe/Rome or Asia/Shanghai")
        return zone or None

    def values(self) -> tuple[tuple[str, str], ...]:
        values = self.parts.get("values", {})
        if not isinstance(values, dict) or not all(isinstance(to, str) for to in values.values()):
            raise BadMapping(
                f"{self.where}: values is a list of `what stands there: what it means`, not {_shape(values)}"
            )
        return tuple(values.items())

    def pattern(self, part: str) -> str | None:
        pattern = self.text(part, "")
        try:
            re.compile(pattern)
        except re.error as error:
            raise BadMapping(f"{self.where}: {part} is {pattern!r}, no pattern: {error}") from error
        return pattern or None


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return "entries with a colon"
    return "a list" if isinstance(value, list) else f"{str(value)[:60]!r}"
