"""The shape of a mapping file: which keys it may have, and what may stand behind each."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal, TypeVar, get_args

import msgspec
from msgspec import Meta, Struct

from data.errors import BadMapping
from data.mapping_text import EXAMPLE, Entries

LONGEST = 500
Grain = Literal[
    "line",
    "order",
    "refund",
    "payment",
    "entry",
    "product",
    "series",
    "budget",
    "bank",
    "customer",
    "stock",
    "receipt",
    "gift_card",
]
# A system's name is part of every id, with | between the parts.
Name = Annotated[str, Meta(pattern=r"^[^\W_][\w .-]{0,63}\Z", description="give a word of letters, digits, _ and -")]
Text = Annotated[
    str, Meta(max_length=LONGEST, pattern=r"^[^\0]*\Z", description=f"write a text of at most {LONGEST} characters")
]
Column = Annotated[str, Meta(min_length=1, max_length=LONGEST, pattern=r"^[^\0]*\Z")]
# A list only: converting to `text or list of texts` breaks the process (msgspec 0.22), so one text is made a list of one before.
Columns = Annotated[list[Column], Meta(description="write a text or a list of texts")]
Texts = Annotated[dict[str, Text], Meta(description="write `name: text` entries, one a line")]
Plus, Minus = ("+", "positive", "plus", "1"), ("-", "negative", "minus", "-1")
Sign = Literal["+", "positive", "plus", "1", "-", "negative", "minus", "-1"]


class CellShape(Struct, frozen=True, rename={"source": "from"}):
    """One entry of `columns`; data/mapping_cell.py says what each key means."""

    source: Columns = msgspec.field(default_factory=list)
    compute: Text = ""
    join: Text = " "
    format: Columns = msgspec.field(default_factory=list)
    zone: Text = ""
    decimal: Annotated[Literal[".", ","], Meta(description="it may be '.' or ','")] = "."
    thousands: Text | None = None
    sign: Annotated[Sign, Meta(description="it may be + or -")] = "+"
    values: Annotated[
        dict[str, str], Meta(description="write `what stands there: what it means` entries, one a line")
    ] = msgspec.field(default_factory=dict)
    strip: Text = ""
    per: Text = ""


class JoinShape(Struct, frozen=True):
    """One entry of `join`: another file of the same load, whose columns stand as `name.Column` in the mapping.

    `on` names the columns that are the same in both, or pairs `Column of this file: Column there`.
    `rows` is `many` where one row has several there, as an order its lines; else `one`.
    """

    match: Annotated[list[Column], Meta(min_length=1, description="write a list of columns, as in [Date, Total]")]
    on: Annotated[dict[str, Text], Meta(min_length=1, description="write [Number], or {Number: Document}")]
    rows: Annotated[Literal["one", "many"], Meta(description="it may be one or many")] = "one"


class MappingShape(Struct, frozen=True):
    """A whole mapping file; `columns` holds a CellShape, a column or a list of columns for each canonical name.

    `skip_where` sets rows aside whose column is that value, `keep_where` those whose column is another; a file without the column keeps them all.
    `months` says which month each column of a wide budget holds, as in `{Gen: 2026-01, Feb: 2026-02}`.
    `spread` says what each column means that is a row of its own, as in `{Contanti: cash, Alipay: alipay}`.
    `join` names other files of the same load that are read together with this one.
    `needs` says what the file leaves open and `--tz` and `--currency` say.
    """

    name: Name
    system: Name
    grain: Annotated[Grain, Meta(description=f"it may be {', '.join(get_args(Grain))}")]
    columns: Annotated[
        dict[str, Any], Meta(min_length=1, description="write one `canonical: Column of the file` a line")
    ]
    constants: Texts = msgspec.field(default_factory=dict)
    match: Annotated[list[Column], Meta(description="write a list of columns, as in [Date, Total]")] | None = None
    skip_where: Texts = msgspec.field(default_factory=dict)
    keep_where: Texts = msgspec.field(default_factory=dict)
    needs: Annotated[list[Literal["tz", "currency"]], Meta(description="it may list tz and currency")] = msgspec.field(
        default_factory=list
    )
    whole_orders: Annotated[Text, Meta(description="write yes or no")] | None = None
    months: Texts = msgspec.field(default_factory=dict)
    spread: Texts = msgspec.field(default_factory=dict)
    join: Annotated[dict[str, Any], Meta(description="write `name: {match: [...], on: [...]}` entries")] = (
        msgspec.field(default_factory=dict)
    )


Shape = TypeVar("Shape", bound=Struct)


def shaped(kind: type[Shape], entries: Mapping[str, Any], file: str, name: str = "") -> Shape:
    """The entries as `kind`.

    Args:
        entries: what the file says, with the line of each key.
        file: its name, for sentences.
        name: the canonical column that the entries describe, where they do.

    Raises:
        BadMapping: an unknown key, named with the nearest known one; one that is missing; a value of another type, with its line.
    """
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in entries:
        if key not in fields:
            raise BadMapping(f"{place(file, entries, key, name)} has {unknown(key, sorted(fields))}")
    if missing := [key for key, field in fields.items() if field.required and not entries.get(key)]:
        raise BadMapping(f"{place(file, entries, '', name)} says no {', '.join(missing)}; {EXAMPLE}")
    listed = {key: [value] if _is_one_of_a_list(value, fields[key].type) else value for key, value in entries.items()}
    for key, value in entries.items():
        try:
            msgspec.convert(listed[key], fields[key].type)
        except msgspec.ValidationError as error:
            where, wanted = place(file, entries, key, name), _wanted(fields[key].type)
            raise BadMapping(f"{where}: {key} is {shown(value)}; {wanted}") from error
    return msgspec.convert(listed, kind)


def place(file: str, entries: Mapping[str, Any], key: str, name: str = "") -> str:
    """Where a key stands: the file, its line and, for a part of a column's entry, the column."""
    line = entries.lines.get(key) if isinstance(entries, Entries) else None
    return f"{file}{f' line {line}' if line else ''}{f': {name}' if name else ''}"


def unknown(key: str, known: list[str]) -> str:
    """An unknown key, what may stand there, and the nearest of it."""
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    return f"{key[:60]}; it may have {', '.join(known)}" + (f"; did you mean {near[0]}?" if near else "")


def shown(value: Any) -> str:
    """A value in a sentence: short, and its kind where it is no text."""
    if isinstance(value, dict):
        return "entries with a colon"
    return "a list" if isinstance(value, list) else f"{str(value)[:60]!r}"


def _is_one_of_a_list(value: Any, kind: Any) -> bool:
    """Whether a single text stands where a list of them may: `from: Data` for `from: [Data]`."""
    return kind is Columns and isinstance(value, str)


def _wanted(kind: Any) -> str:
    metas = [meta for meta in getattr(kind, "__metadata__", ()) if isinstance(meta, Meta) and meta.description]
    if metas:
        return str(metas[-1].description)
    return next((text for part in get_args(kind) if (text := _wanted(part))), "")
