"""A file nobody coded a layout for, described in YAML: which column is which canonical one, and how its text is read.

The select that a mapping becomes names columns by their place (m0, m1 ...): a header of the user's never stands in SQL.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from data import mapping_join, mapping_months
from data.closed import currencies, zones
from data.closed import known as closed_words
from data.errors import BadMapping
from data.files.header import normalised
from data.landing.either_way import is_money
from data.landing.limits import closed_list
from data.mapping_cell import FALSE, MONTH, NUMBERS, PERIOD, TRUE, VAT, Cell, idle
from data.mapping_rows import LeftOut, aside
from data.mapping_shape import MappingShape, place, shaped, shown
from data.mapping_text import Entries, entries
from data.quoting import literal
from data.sources.layout import Landing, Layout
from data.store.engine import bare

SHIPPED = Path(__file__).with_name("mappings")
MONEY = ("wallet", "settlement")  # of whose rows a mapping may say the channel, though they have no column of it
# Columns that are read in a way of their own.
READ = {("series", "starts_on"): PERIOD, ("budget", "month"): MONTH, ("budget", "with_vat"): VAT}
RESERVED = frozenset({"row_no", "problem", "aside"})  # written by selects alone
LANDINGS = Path(__file__).with_name("landing")
GRAINS: dict[str, Landing] = {
    "line": "order",
    "order": "order",
    "refund": "refund",
    "payment": "wallet",
    "entry": "settlement",
    "product": "product",
    "series": "series",
    "budget": "budget",
    "bank": "bank",
    "customer": "customer",
    "stock": "stock",
    "receipt": "receipt",
    "gift_card": "gift_card",
}
NEEDED: dict[str, tuple[str, ...]] = {
    "line": ("order_ref", "ordered_at", "qty", "unit_price"),
    "order": ("order_ref", "ordered_at", "total"),
    "refund": ("order_ref", "refunded_at", "amount"),
    "payment": ("natural_key", "txn_type", "occurred_at", "gross"),
    "entry": ("natural_key", "entry_type", "amount"),
    "product": ("product_id", "valid_from"),
    "series": ("series", "starts_on", "value"),
    "budget": ("month", "net_sales", "currency", "with_vat"),
    "bank": ("booked_on", "amount"),
    "customer": (),
    "stock": ("day", "store_key", "sku", "units"),
    "receipt": ("day", "store_key", "sku", "units"),
    "gift_card": ("entry_ref", "day", "movement", "amount"),
}
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


def mapped(files: Sequence[Path] = ()) -> tuple[Layout, ...]:
    """The layouts of the user's mapping files, then of those shipped."""
    return (*_whole(replace(layout(file), is_given=True) for file in files), *_shipped())


@lru_cache(maxsize=1)
def _shipped() -> tuple[Layout, ...]:
    """Read once: they are part of the program."""
    return _whole(layout(file) for file in sorted(SHIPPED.glob("*.yaml")))


def _whole(ones: Iterable[Layout]) -> tuple[Layout, ...]:
    """Each layout and those of the files that it is joined with."""
    return tuple(each for one in ones for each in (one, *(join.part for join in one.joins)))


def layout(file: Path) -> Layout:
    """The layout that one mapping file describes.

    Raises:
        BadMapping: the file is not YAML of the expected shape, names an unknown canonical column, or lacks one its grain needs.
    """
    written = entries(file)
    shape = shaped(MappingShape, written, file.name)
    landing = GRAINS[shape.grain]
    wide = mapping_months.months(file.name, shape)
    channel = shape.constants.get("channel")
    if landing in MONEY:
        _check_channel(file, channel)
        shape = msgspec.structs.replace(shape, constants={k: v for k, v in shape.constants.items() if k != "channel"})
    _check(file, landing, shape.grain, {**shape.columns, **shape.constants, **mapping_months.cells(shape)})
    kinds = landing_columns(landing)
    lines = {name: place(file.name, written["columns"], name) for name in shape.columns}
    cells = {name: Cell.read(file, name, value, kinds[name], lines[name]) for name, value in shape.columns.items()}
    cells |= mapping_months.cells(shape)
    _check_values(file, landing, cells, shape.constants)
    _check_effects(file, landing, written)
    columns = [column for cell in cells.values() for column in cell.columns]
    columns += [cell.per for cell in cells.values() if cell.per]
    left_out = [LeftOut(normalised(column), value, True) for column, value in shape.skip_where.items()]
    left_out += [LeftOut(normalised(column), value, False) for column, value in shape.keep_where.items()]
    columns += [rule.column for rule in left_out]
    joins = mapping_join.shapes(file, written)
    columns += mapping_join.headers(joins)
    zones = _zone_columns(landing, {**shape.columns, **shape.constants}, cells)
    columns = [column for column in columns if not wide or column not in mapping_months.PLACES] + list(wide)
    _check_joined(file, columns, joins)
    own = [column for column in columns if not mapping_join.is_joined(column, joins)]
    match = [normalised(column) for column in (own if shape.match is None else shape.match)]
    places = {column: f"m{at}" for at, column in enumerate(dict.fromkeys([*columns, *match, *zones]))}
    return Layout(
        system=shape.system,
        name=shape.name,
        landing=landing,
        required=frozenset(match),
        optional=frozenset([*columns, *zones]),
        places=places,
        amounts=frozenset(places[column] for column in _amounts(landing, kinds, cells, wide)),
        select=_select(landing, cells, shape.constants, left_out, places, wide, (bool(shape.spread), zones)),
        needs=frozenset(shape.needs),
        personal=frozenset(column for name, cell in cells.items() if name in PERSONS for column in cell.columns),
        joins=mapping_join.read(shape, landing, joins, places),
        is_mapped=True,
        currency=shape.constants.get("currency"),
        channel=channel,
        whole_orders=shape.grain == "order" if shape.whole_orders is None else shape.whole_orders.lower() in TRUE,
    )


def _amounts(
    landing: Landing, kinds: Mapping[str, str], cells: Mapping[str, Cell], wide: Mapping[str, str]
) -> set[str]:
    """The columns of the file that hold money and whose marks the mapping leaves open."""
    money = [cell for name, cell in cells.items() if is_money(landing, name, kinds[name])]
    read = {column for cell in money for column in cell.amounts}
    return read - mapping_months.PLACES.keys() | (set(wide) if mapping_months.EACH in read else set())


def _check_channel(file: Path, channel: str | None) -> None:
    """Money has no channel by the row: a mapping says it of all that its system pays."""
    if channel is not None and channel not in (known := closed_words("channel")):
        raise BadMapping(f"{file.name}: channel is {channel!r}; it may be {', '.join(known)}")


def _check_joined(file: Path, columns: Sequence[str], joins: Mapping[str, Any]) -> None:
    """Refuses a join that no column is read from."""
    for name, shape in joins.items():
        keys = {f"{name}.{normalised(column)}" for column in shape.on.values()}
        if not [column for column in columns if column.startswith(f"{name}.") and column not in keys]:
            raise BadMapping(
                f"{file.name}: no column is read from {name}; write them as `{name}.Column`, or leave the join out"
            )


def _check_effects(file: Path, landing: Landing, written: Entries) -> None:
    """Refuses a key that could change nothing: who wrote it meant something by it."""
    if landing != "order" and "whole_orders" in written:
        where = place(file.name, written, "whole_orders")
        raise BadMapping(f"{where}: whole_orders has no effect on {written['grain']} rows; leave it out")
    if "whole_orders" in written and written["whole_orders"].lower() not in {*TRUE, *FALSE}:
        where = place(file.name, written, "whole_orders")
        raise BadMapping(f"{where}: whole_orders is {shown(written['whole_orders'])}; write yes or no")
    constants = written.get("constants", {})
    for name in constants:
        if name in written["columns"]:
            where = place(file.name, constants, name)
            raise BadMapping(f"{where}: {name} stands under columns and under constants; keep one of them")
    _check_idle(file, landing, written["columns"])


def _check_idle(file: Path, landing: Landing, columns: Entries) -> None:
    kinds = landing_columns(landing)
    for name, parts in columns.items():
        if not isinstance(parts, dict):
            continue
        source = parts.get("from", "")
        count = len(source) if isinstance(source, list) else 1
        for part in parts:
            if why := idle(part, kinds[name], count, "compute" in parts):
                where = place(file.name, parts, part, name)
                raise BadMapping(f"{where}: {part} has no effect, as {why}; leave it out")


def _check(file: Path, landing: Landing, grain: str, given: Mapping[str, Any]) -> None:
    kinds = landing_columns(landing)
    if unknown := sorted(set(given) - set(kinds) | set(given) & RESERVED):
        allowed = ", ".join(name for name in kinds if name not in RESERVED)
        near = get_close_matches(unknown[0], list(kinds), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise BadMapping(f"{file.name}: {', '.join(unknown)} is no column of {grain} rows; these are: {allowed}{hint}")
    needed = NEEDED[grain]
    if missing := [name for name in needed if name not in given]:
        raise BadMapping(f"{file.name}: {grain} rows need {', '.join(needed)}; {', '.join(missing)} is not mapped")


@lru_cache(maxsize=len(NEEDED))
def landing_columns(landing: Landing) -> dict[str, str]:
    """The canonical columns of one kind of row and their types, as data/landing/<landing>.sql lists them."""
    with bare().cursor() as engine:
        engine.execute((LANDINGS / f"{landing}.sql").read_text(encoding="utf-8"))
        read = {str(name): str(kind) for name, kind, *_ in engine.execute(f"describe landing_{landing}").fetchall()}
    return {name: READ.get((landing, name), kind) for name, kind in read.items()}


def _check_values(file: Path, landing: Landing, cells: Mapping[str, Cell], constants: Mapping[str, str]) -> None:
    """Refuses a value that its canonical column could never hold."""
    kinds = landing_columns(landing)
    given = [(name, value) for name, value in constants.items()]
    given += [(name, to) for name, cell in cells.items() if kinds[name] == "VARCHAR" for _, to in cell.values]
    for name, value in given:
        allowed = closed_list(landing, name)
        if name == "tz" and value not in zones():
            raise BadMapping(f"{file.name}: tz is {value!r}; write one such as Europe/Rome or Asia/Shanghai")
        if kinds[name] == VAT and value not in {"true", "false"}:
            raise BadMapping(f"{file.name}: {name} is {value!r}; write true where the budget holds VAT, else false")
        if value and allowed and value not in allowed:
            raise BadMapping(f"{file.name}: {name} is {value!r}; it may be {', '.join(allowed)}")
        if value and name.endswith("currency") and not (re.fullmatch("[A-Z]{3}", value) and value in currencies()):
            raise BadMapping(f"{file.name}: {name} is {value!r}; write its code in capitals, e.g. EUR")
    if unfit := _unfit(
        {name: value for name, value in constants.items() if kinds[name] not in {"VARCHAR", VAT}}, kinds
    ):
        raise BadMapping(
            f"{file.name}: {unfit} is {constants[unfit]!r}, no {_spoken(kinds[unfit])}; {WRITTEN[_spoken(kinds[unfit])]}"
        )


# How a value that is the same on every row is written, by what its column holds.
WRITTEN = {
    "number": "write it with a point, e.g. 12.50",
    "yes or no": "write true or false",
    "time": "write it as 2026-01-31",
}


def _spoken(kind: str) -> str:
    if kind == "BOOLEAN":
        return "yes or no"
    return "number" if kind.startswith("DECIMAL") or kind in NUMBERS else "time"


def _unfit(constants: Mapping[str, str], kinds: Mapping[str, str]) -> str | None:
    """The first constant that is no value of its column."""
    if not constants:
        return None
    casts = ", ".join(
        f"try_cast({literal(value)} as {_type(kinds[name])}) is null" for name, value in constants.items()
    )
    with bare().cursor() as engine:
        wrong = engine.execute(f"select {casts}").fetchone() or ()
    return next((name for name, is_wrong in zip(constants, wrong, strict=True) if is_wrong), None)


def _select(
    landing: Landing,
    cells: Mapping[str, Cell],
    constants: Mapping[str, str],
    left_out: Sequence[LeftOut],
    places: Mapping[str, str],
    wide: Mapping[str, str],
    known: tuple[bool, Sequence[str]],
) -> str:
    """Each canonical value's text, then its reading: so that no cell is worked on twice.

    Args:
        known: whether a row is spread, and the columns that may name its zone though the mapping names none.
    """
    is_spread, zones = known
    kinds = landing_columns(landing)
    staged = mapping_months.source(wide, places, is_spread)
    places = {**places, **(mapping_months.PLACES if wide else {})}
    spoken = [f"{cell.text(places, kinds[name])} as text_of_{name}" for name, cell in cells.items()]
    spoken += [f"{places[cell.per]} as pieces_of_text_of_{name}" for name, cell in cells.items() if cell.per]
    reasons = dict.fromkeys(sql for cell in cells.values() for sql in cell.lost(places))
    lost = [f"lost_{at}" for at in range(len(reasons))]
    spoken += [f"{sql} as {name}" for sql, name in zip(reasons, lost, strict=True)]
    texts = ", ".join([*spoken, f"{aside(left_out, places)} as aside"])
    has_zone = bool(zones) or "tz" in cells
    if zones:
        texts += f", coalesce({', '.join(places[column] for column in zones)}) as text_of_tz"
    read = ", ".join(
        f"{_zone_of_row(None) if name == 'tz' else cell.sql(kinds[name], f'text_of_{name}', _zone_of_time(cell.zone) if has_zone else None)} as {name}"
        for name, cell in cells.items()
    )
    unread = [
        _unread(name, cell, kinds[name], has_zone) for name, cell in cells.items() if not cell.formula and name != "tz"
    ]
    unread += [*lost, *([_unknown_zone(cells["tz"].columns if "tz" in cells else zones)] if has_zone else [])]
    extra = [f"{literal(value)}::{_type(kinds[name])} as {name}" for name, value in constants.items()]
    zone = next((cell.zone for cell in cells.values() if cell.zone), None)
    if "tz" in kinds and "tz" not in {**cells, **constants}:
        extra.append(f"{_zone_of_row(zone) if zones else literal(zone) if zone else 'tz_of_file'} as tz")
    zoned = "texts"
    if has_zone:
        said = cells["tz"].sql("VARCHAR", "text_of_tz") if "tz" in cells else "text_of_tz"
        zoned = (
            f"(select texts.*, zones.zone as tz_of_row, hours_stated({said}) as hours_of_row from texts "
            f"left join {ZONES} on zones.zone = zone_of({said}))"
        )
    return f"""with texts as (select row_no, file.tz as tz_of_file, {texts} from {staged}, file),
        typed as (select *, {read} from {zoned})
        select row_no, nullif(concat_ws('; ', {", ".join(unread)}), '') as problem, aside, {", ".join([*cells, *extra])} from typed"""


def _unread(name: str, cell: Cell, kind: str, has_zone: bool) -> str:
    """Why the row is rejected where the value's text was lost; a time that lacks nothing but its zone says so."""
    where, text = " + ".join(cell.columns), f"text_of_{name}"
    unread = f"unread({text}, {name}, {literal(where)})"
    if cell.zone or not kind.startswith("TIMESTAMP"):
        return unread
    advice = f"{where}: a time without a zone; say it with --tz Europe/Rome, or in the mapping by zone: Europe/Rome"
    silent = "tz_of_file is null and text_of_tz is null" if has_zone else "tz_of_file is null"
    return f"case when {name} is null and {silent} and {cell.clock(text)} is not null then {literal(advice)} else {unread} end"


# Columns that name the zone of a row's times where the mapping says nothing of it.
ZONE_COLUMNS = ("Time Zone", "TimeZone", "Fuso orario", "Zeitzone", "Fuseau horaire", "Zona horaria", "时区")
# The zones that a row may name, by their own name or by what systems call them (PST, GMT+08:00).
ZONES = "(select name as zone from pg_timezone_names()) zones"


def _zone_columns(landing: Landing, given: Mapping[str, Any], cells: Mapping[str, Cell]) -> tuple[str, ...]:
    """The columns that tell a row's zone unasked: none where the mapping says it, or reads such a column for something else."""
    kinds = landing_columns(landing)
    read = {column for cell in cells.values() for column in cell.columns}
    has_moments = any(kinds[name].startswith("TIMESTAMP") for name in cells)
    return ZONE_COLUMNS if has_moments and "tz" not in given and not read & set(ZONE_COLUMNS) else ()


def _zone_of_row(otherwise: str | None) -> str:
    """The zone of a row's times, as SQL: the one that it names, else that of the mapping or the file; a row of an unknown one is rejected."""
    other = literal(otherwise) if otherwise else "tz_of_file"
    return f"coalesce(tz_of_row, case when text_of_tz is null then {other} else 'UTC' end)"


def _zone_of_time(otherwise: str | None) -> str:
    """The zone in which a row's times are read, as SQL: PST is eight hours behind Greenwich in July too."""
    return f"coalesce(hours_of_row, {_zone_of_row(otherwise)})"


def _unknown_zone(columns: Sequence[str]) -> str:
    """Why a row is rejected whose zone nobody knows: its times could be any."""
    named = " + ".join(columns) if len(columns) == 1 else "the row's time zone"
    problem = literal(f"{named}: no zone that is known; map it as tz and say what it means under values")
    return f"case when text_of_tz is not null and tz_of_row is null then {problem} end"


def _type(kind: str) -> str:
    return {PERIOD: "DATE", MONTH: "DATE", VAT: "BOOLEAN"}.get(kind, kind)
