"""How one canonical value is read from the cells of one or more columns, as a mapping says it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.closed import zones
from data.errors import BadMapping
from data.files.header import normalised
from data.mapping_formula import BadFormula, Formula, Kind
from data.mapping_shape import CellShape, Minus, place, shaped
from data.quoting import literal

NUMBERS = frozenset({"BIGINT", "DOUBLE", "INTEGER"})
PERIOD = "PERIOD"  # a day, or the month, quarter or week that begins on it
MONTH = "MONTH"  # a month, as budgets are of
VAT = "VAT"  # with it or without, in any words of people
TRUE = ("true", "yes", "y", "1", "si", "sì", "是", "x")
FILL = "???"  # what a guessed mapping leaves to whoever knows
AMOUNT = "DECIMAL(18,6)"
FALSE = ("false", "no", "n", "0", "否", "")


@dataclass(frozen=True)
class Cell:
    """The columns by their header in the file, and what their text means.

    Attributes:
        sign: -1 where the file writes the amount the other way round.
        values: what stands in the file -> what it means; `*` is everything else.
        strip: pattern of what is cut out of the text.
        per: the column of the pieces that the amount is for: the price of one is the amount over them.
        says_marks: whether the mapping says which mark stands before decimals or thousands.
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
    per: str | None = None
    formula: Formula | None = None
    says_marks: bool = False

    @property
    def amounts(self) -> tuple[str, ...]:
        """The columns whose numbers are read with a mark that nobody stated."""
        if self.says_marks or self.strip:
            return ()
        if self.formula:
            return tuple(self.formula.counted)
        return self.columns if len(self.columns) == 1 else ()

    @classmethod
    def read(cls, file: Path, name: str, value: Any, kind: str = "", where: str = "") -> "Cell":
        """The cell of one entry of `columns`.

        Args:
            kind: the type of the canonical column, as a formula makes one value of it.
            where: the file and the line of the entry.

        Raises:
            BadMapping: the entry is not of the expected shape, or its place is still to be filled.
        """
        entries = value if isinstance(value, dict) else {"from": value}
        if not entries.get("from") and not entries.get("compute"):
            raise BadMapping(
                f"{file.name}: {name} names no column; write `{name}: Column` or `{name}: {{from: Column}}`"
            )
        _check_filled(entries, where or file.name, name)
        shape = shaped(CellShape, entries, file.name, name)
        formula = _formula(shape, kind, place(file.name, entries, "compute", name))
        _check_zone(shape, place(file.name, entries, "zone", name))
        _check_pattern(shape, place(file.name, entries, "strip", name))
        _check_marks(shape, where or file.name, name)
        return cls(
            columns=formula.columns if formula else tuple(normalised(column) for column in shape.source),
            join=shape.join,
            format=tuple(shape.format),
            zone=shape.zone or None,
            decimal=shape.decimal,
            thousands=_thousands(shape),
            sign=-1 if shape.sign in Minus else 1,
            values=tuple(shape.values.items()),
            strip=shape.strip or None,
            per=normalised(shape.per) or None,
            formula=formula,
            says_marks=bool({"decimal", "thousands"} & entries.keys()),
        )

    def text(self, places: Mapping[str, str], kind: str = "") -> str:
        """The cell's words; several columns joined, parts that are empty left out. A formula's value instead, as its own type.

        Args:
            places: the column of the staged table under each header.
        """
        parts = [places[column] for column in self.columns]
        if self.formula:
            return self.formula.sql(_formula_kind(kind), places, lambda text: self._amount(text, AMOUNT))
        joined = parts[0] if len(parts) == 1 else f"nullif(concat_ws({literal(self.join)}, {', '.join(parts)}), '')"
        return f"words(regexp_replace({joined}, {literal(self.strip)}, ''))" if self.strip else joined

    def lost(self, places: Mapping[str, str]) -> tuple[str, ...]:
        """SQL for why the row is rejected, for each column that a formula counts with; none for what is read as it stands."""
        counted = self.formula.counted if self.formula else ()
        return tuple(
            f"unread({places[header]}, {self._amount(places[header], AMOUNT)}, {literal(header)})" for header in counted
        )

    def sql(self, kind: str, text: str, zone: str | None = None) -> str:
        """The reading of the column `text` as the type of its canonical column.

        Args:
            zone: SQL of the zone of a time that says none, where rows name it; else it is the mapping's, or the file's.
        """
        if self.formula:
            value = f"(-1 * {text})::{kind}" if self.sign < 0 else f"{text}::{kind}"
            return value if _formula_kind(kind) != "text" else self._valued(text)
        if kind.startswith("DECIMAL") or kind in NUMBERS:
            amount = self._unless_either_way(text, self._amount(text, kind))
            signed = f"(-1 * {amount})::{kind}" if self.sign < 0 else amount
            if self.per is None:
                return signed
            pieces = self._amount(f"pieces_of_{text}", kind)
            return f"({signed} / nullif({pieces}, 0))::{kind}"
        if kind.startswith("TIMESTAMP"):
            zone = zone or (literal(self.zone) if self.zone else "tz_of_file")
            return f"instant({self._clock(text)}, {zone})" if self.format else f"shop_instant({text}, {zone})"
        if kind == PERIOD and not self.format:
            return f"period_start({text})"
        if kind == MONTH:
            return f"date_trunc('month', {self._clock(text)})::date" if self.format else f"budget_month({text})"
        if kind == VAT:
            return f"says_vat({text})"
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
        return f"case when not is_underscored({text}) then coalesce(try_cast({plain} as {kind}), {read}) end"

    def _unless_either_way(self, text: str, amount: str) -> str:
        """The amount; none where one mark before three digits may be either, as others of the column use the marks the other way."""
        point, comma = (".", ",") if self.decimal == "." else (",", ".")
        other = literal(f"\\{comma}[0-9]{{1,2}}\\D*$")
        own = literal(f"\\{point}[0-9]+\\D*$")
        either = literal("^\\D*[0-9]{1,3}[.,][0-9]{3}\\D*$")
        turned = f"bool_or(regexp_matches(every.{text}, {other}) and not regexp_matches(every.{text}, {own}))"
        return f"case when not (regexp_matches({text}, {either}) and (select coalesce({turned}, false) from texts every)) then {amount} end"

    def clock(self, text: str) -> str:
        """The time as it stands on a clock, in whatever zone."""
        return self._clock(text) if self.format else f"clock({text})"

    def _clock(self, text: str) -> str:
        """A time in the mapping's formats; where these allow day and month either way, the whole file tells which stands first."""
        day_first = [shape for shape in self.format if not shape.startswith("%m/%d")]
        month_first = [shape for shape in self.format if not shape.startswith("%d/%m")]
        if len(day_first) == len(self.format) or len(month_first) == len(self.format):
            return _parsed(text, self.format)
        order = f"(select is_day_first(every.{text}) from texts every)"
        by_order = f"when {order} then {_parsed(text, day_first)} when not {order} then {_parsed(text, month_first)}"
        return f"case {by_order} else {_parsed(text, self.format)} end"

    def _valued(self, text: str) -> str:
        if not self.values:
            return text
        cases = " ".join(f"when {literal(key)} then {literal(to)}" for key, to in self.values if key != "*")
        other = next((literal(to) for key, to in self.values if key == "*"), text)
        return f"case {text} {cases} else {other} end" if cases else other


def _formula_kind(kind: str) -> Kind:
    """What a formula makes for a canonical column of this type."""
    if kind.startswith("DECIMAL") or kind in NUMBERS:
        return "amount"
    return "truth" if kind == "BOOLEAN" else "text"


def _formula(shape: CellShape, kind: str, where: str) -> Formula | None:
    if not shape.compute:
        return None
    if shape.source:
        raise BadMapping(f"{where} has from and compute; keep one of them")
    if kind.startswith("TIMESTAMP") or kind in {PERIOD, MONTH, VAT, "DATE"}:
        raise BadMapping(f"{where}: compute makes amounts, texts and yes or no, never a time; write from")
    try:
        formula = Formula.read(shape.compute, _formula_kind(kind))
    except BadFormula as error:
        raise BadMapping(f"{where}: compute is {shape.compute!r}: {error}") from error
    if not formula.columns:
        raise BadMapping(
            f"{where}: compute names no column in [ ]; what is the same on every row stands under constants"
        )
    return formula


def _check_filled(entries: Mapping[str, Any], where: str, name: str) -> None:
    source = entries.get("from")
    if source == FILL or (isinstance(source, list) and FILL in source):
        raise BadMapping(f"{where}: {name} is to be filled: write the column of the file in place of {FILL}")
    if isinstance(values := entries.get("values"), dict):
        for word, meaning in values.items():
            if meaning == FILL:
                raise BadMapping(f"{where}: {name} is to be filled: what {word!r} means stands as {FILL}")


def _parsed(text: str, formats: Sequence[str]) -> str:
    return f"try_strptime({text}, [{', '.join(map(literal, formats))}])"


def idle(part: str, kind: str, columns: int, has_formula: bool = False) -> str | None:
    """Why a part of an entry could change nothing; None where it can.

    Args:
        kind: the type of the canonical column.
        columns: how many columns of the file the entry reads.
        has_formula: whether it is computed.
    """
    if part == "join":
        return None if columns > 1 else "one column alone is joined to none"
    if has_formula and part in {"strip", "per"}:
        return "the value is computed"
    if part in {"decimal", "thousands"} and has_formula:
        return None
    if part in {"decimal", "thousands", "sign", "per"}:
        return None if kind.startswith("DECIMAL") or kind in NUMBERS else "it is no number"
    if part == "format":
        return None if kind.startswith("TIMESTAMP") or kind in {PERIOD, MONTH, "DATE"} else "it is no time"
    if part == "zone":
        return None if kind.startswith("TIMESTAMP") else "it is no moment"
    return None if part != "values" or kind == "VARCHAR" else "it is no text"


def _thousands(shape: CellShape) -> str:
    if shape.thousands is not None:
        return shape.thousands
    return "." if shape.decimal == "," else ","


def _check_zone(shape: CellShape, where: str) -> None:
    if shape.zone and shape.zone not in zones():
        raise BadMapping(f"{where} has the zone {shape.zone!r}; write one such as Europe/Rome or Asia/Shanghai")


def _check_marks(shape: CellShape, where: str, name: str) -> None:
    if shape.thousands is not None and shape.thousands == shape.decimal:
        raise BadMapping(
            f"{where}: {name}: thousands and decimal are both {shape.decimal!r}; a number has one mark for each"
        )
    if wrong := next((each for each in shape.format if "%" not in each), None):
        raise BadMapping(
            f'{where}: {name}: format is {wrong!r}; write its parts as %d, %m, %Y, %H and %M, e.g. "%d/%m/%Y %H:%M"'
        )


def _check_pattern(shape: CellShape, where: str) -> None:
    try:
        re.compile(shape.strip)
    except re.error as error:
        raise BadMapping(f"{where}: strip is {shape.strip!r}, no pattern: {error}") from error
