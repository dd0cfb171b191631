"""A file nobody coded a layout for, described in YAML: which column is which canonical one, and how its text is read.

The select that a mapping becomes names columns by their place (m0, m1 ...): a header of the user's never stands in SQL.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from data.errors import BadMapping
from data.files.header import normalised
from data.landing.limits import closed_list
from data.mapping_cell import FALSE, PERIOD, TRUE, Cell, idle
from data.mapping_rows import LeftOut, aside
from data.mapping_shape import MappingShape, place, shaped, shown
from data.mapping_text import Entries, entries
from data.quoting import literal
from data.sources.layout import Landing, Layout
from data.store.engine import connect

SHIPPED = Path(__file__).with_name("mappings")
RESERVED = frozenset({"row_no", "problem", "aside"})  # written by selects alone
LANDINGS = Path(__file__).with_name("landing")
GRAINS: dict[str, Landing] = {
    "line": "order",
    "order": "order",
    "payment": "wallet",
    "entry": "settlement",
    "series": "series",
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
    return tuple(layout(file) for file in (*files, *sorted(SHIPPED.glob("*.yaml"))))


def layout(file: Path) -> Layout:
    """The layout that one mapping file describes.

    Raises:
        BadMapping: the file is not YAML of the expected shape, names an unknown canonical column, or lacks one its grain needs.
    """
    written = entries(file)
    shape = shaped(MappingShape, written, file.name)
    landing = GRAINS[shape.grain]
    cells = {name: Cell.read(file, name, value) for name, value in shape.columns.items()}
    _check(file, landing, shape.grain, {**cells, **shape.constants})
    _check_values(file, landing, cells, shape.constants)
    _check_effects(file, landing, written)
    columns = [column for cell in cells.values() for column in cell.columns]
    columns += [cell.per for cell in cells.values() if cell.per]
    left_out = [LeftOut(normalised(column), value, True) for column, value in shape.skip_where.items()]
    left_out += [LeftOut(normalised(column), value, False) for column, value in shape.keep_where.items()]
    columns += [rule.column for rule in left_out]
    match = [normalised(column) for column in (columns if shape.match is None else shape.match)]
    places = {column: f"m{at}" for at, column in enumerate(dict.fromkeys([*columns, *match]))}
    return Layout(
        system=shape.system,
        name=shape.name,
        landing=landing,
        required=frozenset(match),
        optional=frozenset(columns),
        places=places,
        select=_select(landing, cells, shape.constants, left_out, places),
        needs=frozenset(shape.needs),
        personal=frozenset(column for name, cell in cells.items() if name in PERSONS for column in cell.columns),
        whole_orders=shape.grain == "order" if shape.whole_orders is None else shape.whole_orders.lower() in TRUE,
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
        count = len(parts["from"]) if isinstance(parts["from"], list) else 1
        for part in parts:
            if why := idle(part, kinds[name], count):
                where = place(file.name, parts, part, name)
                raise BadMapping(f"{where}: {part} has no effect, as {why}; leave it out")


def _check(file: Path, landing: Landing, grain: str, given: Mapping[str, Any]) -> None:
    kinds = landing_columns(landing)
    if unknown := sorted(set(given) - set(kinds) | set(given) & RESERVED):
        allowed = ", ".join(name for name in kinds if name not in RESERVED)
        near = get_close_matches(unknown[0], list(kinds), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise BadMapping(f"{file.name}: {', '.join(unknown)} is no column of {grain} rows; these are: {allowed}{hint}")
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
    with connect(":memory:", read_only=False) as engine:
        engine.execute((LANDINGS / f"{landing}.sql").read_text(encoding="utf-8"))
        read = {str(name): str(kind) for name, kind, *_ in engine.execute(f"describe landing_{landing}").fetchall()}
    return {name: PERIOD if (landing, name) == ("series", "starts_on") else kind for name, kind in read.items()}


def _check_values(file: Path, landing: Landing, cells: Mapping[str, Cell], constants: Mapping[str, str]) -> None:
    """Refuses a value that its canonical column could never hold."""
    kinds = landing_columns(landing)
    given = [(name, value) for name, value in constants.items()]
    given += [(name, to) for name, cell in cells.items() if kinds[name] == "VARCHAR" for _, to in cell.values]
    for name, value in given:
        allowed = closed_list(landing, name)
        if name == "tz" and value not in available_timezones():
            raise BadMapping(f"{file.name}: tz is {value!r}; write one such as Europe/Rome or Asia/Shanghai")
        if value and allowed and value not in allowed:
            raise BadMapping(f"{file.name}: {name} is {value!r}; it may be {', '.join(allowed)}")
        if value and name.endswith("currency") and not re.fullmatch("[A-Z]{3}", value):
            raise BadMapping(f"{file.name}: {name} is {value!r}; write its code in capitals, e.g. EUR")


def _select(
    landing: Landing,
    cells: Mapping[str, Cell],
    constants: Mapping[str, str],
    left_out: Sequence[LeftOut],
    places: Mapping[str, str],
) -> str:
    """Each canonical value's text, then its reading: so that no cell is worked on twice."""
    kinds = landing_columns(landing)
    spoken = [f"{cell.text(places)} as text_of_{name}" for name, cell in cells.items()]
    spoken += [f"{places[cell.per]} as pieces_of_text_of_{name}" for name, cell in cells.items() if cell.per]
    texts = ", ".join([*spoken, f"{aside(left_out, places)} as aside"])
    read = ", ".join(f"{cell.sql(kinds[name], f'text_of_{name}')} as {name}" for name, cell in cells.items())
    unread = ", ".join(
        f"unread(text_of_{name}, {name}, {literal(' + '.join(cell.columns))})" for name, cell in cells.items()
    )
    extra = [f"{literal(value)}::{_type(kinds[name])} as {name}" for name, value in constants.items()]
    zone = next((cell.zone for cell in cells.values() if cell.zone), None)
    if "tz" in kinds and "tz" not in {**cells, **constants}:
        extra.append(f"{literal(zone) if zone else 'tz_of_file'} as tz")
    return f"""with texts as (select row_no, file.tz as tz_of_file, {texts} from staged, file),
        typed as (select *, {read} from texts)
        select row_no, nullif(concat_ws('; ', {unread}), '') as problem, aside, {", ".join([*cells, *extra])} from typed"""


def _type(kind: str) -> str:
    return "DATE" if kind == PERIOD else kind
