"""A file nobody coded a layout for, described in YAML: which column is which canonical one, and how its text is read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import sqlglot
import yaml
from sqlglot import exp

from data.files.header import normalised
from data.sources.layout import Landing, Layout

SHIPPED = Path(__file__).with_name("mappings")
LANDINGS = Path(__file__).with_name("landing")
GRAINS: dict[str, Landing] = {
    "line": "order",
    "order": "order",
    "payment": "wallet",
    "entry": "settlement",
    "series": "series",
}
KEYS = frozenset({"name", "system", "grain", "columns", "constants", "match", "skip_where", "whole_orders", "about"})
CELL_KEYS = frozenset(
    {"from", "join", "format", "zone", "decimal", "thousands", "sign", "values", "strip", "negate_when"}
)
PERSONS = frozenset(
    {
        "email",
        "phone",
        "alipay_user_id",
        "wechat_openid",
        "platform_buyer_id",
        "masked_login",
        "shop_customer",
        "pos_card",
        "customer_key",
        "payer_key",
    }
)
PERIOD = "PERIOD"  # a day, or the month, quarter or week that begins on it
TRUE = ("true", "yes", "y", "1", "si", "sì", "是", "x")


class BadMapping(ValueError):
    """The mapping file is wrong; the message names the file, the entry and what may stand there."""


def mapped(files: Sequence[Path] = ()) -> tuple[Layout, ...]:
    """The layouts of the user's mapping files, then of those shipped."""
    return tuple(layout(file) for file in (*files, *sorted(SHIPPED.glob("*.yaml"))))


def layout(file: Path) -> Layout:
    """The layout that one mapping file describes.

    Raises:
        BadMapping: the file is not YAML of the expected shape, names an unknown canonical column, or lacks one its grain needs.
    """
    spoken = _yaml(file)
    grain = spoken.get("grain")
    if grain not in GRAINS:
        raise BadMapping(f"{file.name}: grain is {grain!r}; it may be {', '.join(GRAINS)}")
    landing = GRAINS[grain]
    cells = {name: _Cell.read(file, name, value) for name, value in spoken.get("columns", {}).items()}
    constants = spoken.get("constants", {})
    _check(file, landing, grain, {**cells, **constants})
    columns = [column for cell in cells.values() for column in cell.columns]
    match = [normalised(str(name)) for name in spoken.get("match", columns)]
    return Layout(
        system=str(spoken["system"]),
        name=str(spoken["name"]),
        landing=landing,
        required=frozenset(match),
        optional=frozenset(columns),
        select=_select(landing, cells, constants, spoken.get("skip_where")),
        personal=frozenset(column for name, cell in cells.items() if name in PERSONS for column in cell.columns),
        whole_orders=str(spoken.get("whole_orders", grain == "order")).lower() in TRUE,
    )


@dataclass(frozen=True)
class _Cell:
    """How one canonical value is read from one or more columns."""

    columns: tuple[str, ...]
    join: str = " "
    format: str | tuple[str, ...] | None = None
    zone: str | None = None
    decimal: str = "."
    thousands: str = ","
    sign: int = 1
    values: tuple[tuple[str, str], ...] = ()
    strip: str | None = None

    @classmethod
    def read(cls, file: Path, name: str, value: Any) -> "_Cell":
        given = value if isinstance(value, dict) else {"from": value}
        if unknown := set(given) - CELL_KEYS:
            raise BadMapping(
                f"{file.name}: {name} has {', '.join(sorted(unknown))}; it may have {', '.join(sorted(CELL_KEYS))}"
            )
        source = given.get("from")
        if not source:
            raise BadMapping(
                f"{file.name}: {name} names no column; write `{name}: Column` or `{name}: {{from: Column}}`"
            )
        columns = source if isinstance(source, list) else [source]
        zone = given.get("zone")
        if zone and zone not in available_timezones():
            raise BadMapping(
                f"{file.name}: {name} has the zone {zone!r}; write one such as Europe/Rome or Asia/Shanghai"
            )
        decimal = given.get("decimal", ".")
        if decimal not in {".", ","}:
            raise BadMapping(f"{file.name}: {name} has the decimal mark {decimal!r}; it may be '.' or ','")
        formats = given.get("format")
        return cls(
            columns=tuple(normalised(str(column)) for column in columns),
            join=given.get("join", " "),
            format=tuple(formats) if isinstance(formats, list) else formats,
            zone=zone,
            decimal=decimal,
            thousands=given.get("thousands", "." if decimal == "," else ","),
            sign=-1 if given.get("sign") in {"-", "negative", "-1"} else 1,
            values=tuple((str(key), str(to)) for key, to in given.get("values", {}).items()),
            strip=given.get("strip"),
        )

    def sql(self, kind: str, text: str) -> str:
        """The reading of the column `text` as the type of its canonical column."""
        if kind.startswith("DECIMAL") or kind in {"BIGINT", "DOUBLE", "INTEGER"}:
            amount = self._amount(text, kind)
            return f"(-1 * {amount})::{kind}" if self.sign < 0 else amount
        if kind.startswith("TIMESTAMP"):
            return f"instant({self._clock(text)}, {_quoted(self.zone) if self.zone else 'tz_of_file'})"
        if kind == PERIOD:
            return f"period_start({text})" if self.format is None else f"{self._clock(text)}::date"
        if kind == "DATE":
            return f"{self._clock(text)}::date"
        if kind == "BOOLEAN":
            told = ", ".join(_quoted(word) for word in TRUE)
            return f"lower({text}) in ({told})"
        return self._valued(text)

    def _amount(self, text: str, kind: str) -> str:
        """A number in the mapping's own marks; one that does not fit them is unread, never a hundred times too large."""
        point, group = ("\\.", re.escape(self.thousands)) if self.decimal == "." else (",", re.escape(self.thousands))
        plain = (
            text if self.decimal == "." else f"case when not contains({text}, '.') then replace({text}, ',', '.') end"
        )
        cleaned = f"replace({text}, {_quoted(self.thousands)}, '')" if self.thousands else text
        if self.decimal == ",":
            cleaned = f"replace({cleaned}, ',', '.')"
        shape = f"^[^0-9]*([0-9]+|[0-9]{{1,3}}({group}[0-9]{{3}})+)({point}[0-9]+)?[^0-9]*$"
        return f"coalesce(try_cast({plain} as {kind}), case when regexp_matches({text}, {_quoted(shape)}) then money({cleaned})::{kind} end)"

    def text(self) -> str:
        """The cell's words; several columns joined, parts that are empty left out."""
        parts = [f'"{column}"' for column in self.columns]
        joined = parts[0] if len(parts) == 1 else f"nullif(concat_ws({_quoted(self.join)}, {', '.join(parts)}), '')"
        return f"regexp_replace({joined}, {_quoted(self.strip)}, '')" if self.strip else joined

    def _clock(self, text: str) -> str:
        if self.format is None:
            return f"clock({text})"
        formats = [self.format] if isinstance(self.format, str) else list(self.format)
        return f"try_strptime({text}, [{', '.join(_quoted(each) for each in formats)}])"

    def _valued(self, text: str) -> str:
        if not self.values:
            return text
        cases = " ".join(f"when {_quoted(key)} then {_quoted(to)}" for key, to in self.values if key != "*")
        other = next((_quoted(to) for key, to in self.values if key == "*"), text)
        return f"case {text} {cases} else {other} end" if cases else other


def _yaml(file: Path) -> Mapping[str, Any]:
    try:
        # Every word as it is written: a column named No, a Norway named NO and a code 007 stay text.
        spoken = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadMapping(f"{file} cannot be read as YAML: {error}") from error
    if not isinstance(spoken, dict):
        raise BadMapping(f"{file.name} holds no mapping; data/mappings/boutique_pos.yaml is an example")
    if unknown := set(spoken) - KEYS:
        raise BadMapping(
            f"{file.name} has {', '.join(sorted(map(str, unknown)))}; it may have {', '.join(sorted(KEYS))}"
        )
    if missing := [name for name in ("name", "system", "grain", "columns") if not spoken.get(name)]:
        raise BadMapping(f"{file.name} says no {', '.join(missing)}; data/mappings/boutique_pos.yaml is an example")
    return spoken


def _check(file: Path, landing: Landing, grain: str, given: Mapping[str, Any]) -> None:
    kinds = landing_columns(landing)
    if unknown := sorted(set(given) - set(kinds) | set(given) & {"row_no", "problem"}):
        allowed = ", ".join(name for name in kinds if name not in {"row_no", "problem"})
        raise BadMapping(f"{file.name}: {', '.join(unknown)} is no column of {grain} rows; these are: {allowed}")
    needed = {
        "line": ("order_ref", "ordered_at", "qty", "unit_price"),
        "order": ("order_ref", "ordered_at", "total"),
        "payment": ("natural_key", "txn_type", "occurred_at", "gross"),
        "entry": ("natural_key", "entry_type", "amount"),
        "series": ("series", "starts_on", "value"),
    }[grain]
    if missing := [name for name in needed if name not in given]:
        raise BadMapping(f"{file.name}: {grain} rows need {', '.join(needed)}; {', '.join(missing)} is not mapped")


@lru_cache(maxsize=8)
def landing_columns(landing: Landing) -> dict[str, str]:
    """The canonical columns of one kind of row and their types, as data/landing/<landing>.sql lists them."""
    tree = sqlglot.parse_one((LANDINGS / f"{landing}.sql").read_text(encoding="utf-8"), dialect="duckdb")
    kinds = {
        column.name: str(column.args["kind"].sql(dialect="duckdb")).replace(" ", "").upper()
        for column in tree.find_all(exp.ColumnDef)
    }
    read = {name: "VARCHAR" if kind in {"TEXT", "VARCHAR"} else kind for name, kind in kinds.items()}
    return {name: PERIOD if (landing, name) == ("series", "starts_on") else kind for name, kind in read.items()}


def _select(
    landing: Landing, cells: Mapping[str, _Cell], constants: Mapping[str, Any], skip_where: Mapping[str, Any] | None
) -> str:
    """Each column's words once, then each canonical value's text, then its reading: so that no cell is worked on twice."""
    kinds = landing_columns(landing)
    columns = dict.fromkeys(
        [
            *(column for cell in cells.values() for column in cell.columns),
            *(normalised(str(n)) for n in skip_where or {}),
        ]
    )
    words = ", ".join(f'words("{column}") as "{column}"' for column in columns)
    texts = ", ".join(f"{cell.text()} as text_of_{name}" for name, cell in cells.items())
    read = ", ".join(f"{cell.sql(kinds[name], f'text_of_{name}')} as {name}" for name, cell in cells.items())
    unread = ", ".join(
        f"unread(text_of_{name}, {name}, {_quoted(' + '.join(cell.columns))})" for name, cell in cells.items()
    )
    told = [f"{_quoted(str(value))}::{kinds[name]} as {name}" for name, value in constants.items()]
    zone = next((cell.zone for cell in cells.values() if cell.zone), None)
    if "tz" in kinds and "tz" not in {**cells, **constants}:
        told.append(f"{_quoted(zone) if zone else 'tz_of_file'} as tz")
    skip = " and ".join(
        f'"{normalised(str(name))}" is distinct from {_quoted(str(value))}'
        for name, value in (skip_where or {}).items()
    )
    return f"""with words as (select row_no, file.tz as tz_of_file, {words} from staged, file),
        texts as (select row_no, tz_of_file, {texts} from words where {skip or "true"}),
        typed as (select *, {read} from texts)
        select row_no, nullif(concat_ws('; ', {unread}), '') as problem, {", ".join([*cells, *told])} from typed"""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
