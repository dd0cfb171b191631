"""Files that a mapping reads together with its own: an order's lines, a customer's number, the date that a payment lacks."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.errors import BadMapping
from data.files.header import normalised
from data.mapping_shape import JoinShape, MappingShape, place, shaped
from data.mapping_text import Entries
from data.sources.layout import Join, Landing, Layout


def shapes(file: Path, written: Mapping[str, Any]) -> dict[str, JoinShape]:
    """The entries of `join`, by the name that leads their columns.

    Raises:
        BadMapping: one is not of the expected shape, or two have several rows for one row here.
    """
    entries = written.get("join") or {}
    read: dict[str, JoinShape] = {}
    for name, entry in entries.items():
        where = place(file.name, entries, name)
        if not re.fullmatch(r"[A-Za-z]\w{0,30}", name):
            raise BadMapping(f"{where}: {name[:60]!r} is no name of a join; give a word such as lines")
        if not isinstance(entry, dict):
            raise BadMapping(f"{where}: write `{name}: {{match: [...], on: [...]}}`")
        on = entry.get("on")
        same = {column: column for column in on if isinstance(column, str)} if isinstance(on, list) else on
        told = Entries()
        told.update({**entry, "on": same})
        told.lines = getattr(entry, "lines", {})
        read[name] = shaped(JoinShape, told, file.name, name)
    if len(several := [name for name, shape in read.items() if shape.rows == "many"]) > 1:
        raise BadMapping(
            f"{file.name}: {' and '.join(several)} both have several rows for one here, so each would be counted as often as the other has rows; "
            "describe one of them in a mapping of its own"
        )
    return read


def headers(joins: Mapping[str, JoinShape]) -> list[str]:
    """The columns by which rows are joined: of this file, and of the others under their names."""
    here = [normalised(column) for shape in joins.values() for column in shape.on]
    there = [f"{name}.{normalised(column)}" for name, shape in joins.items() for column in shape.on.values()]
    return here + there


def is_joined(header: str, joins: Mapping[str, JoinShape]) -> bool:
    """Whether a column stands in another file."""
    return header.partition(".")[0] in joins and "." in header


def read(
    shape: MappingShape, landing: Landing, joins: Mapping[str, JoinShape], places: Mapping[str, str]
) -> tuple[Join, ...]:
    """The joins, with a layout for each of their files."""
    return tuple(_join(shape, landing, name, join, places) for name, join in joins.items())


def _join(shape: MappingShape, landing: Landing, name: str, join: JoinShape, places: Mapping[str, str]) -> Join:
    lead = f"{name}."
    theirs = {header.removeprefix(lead): at for header, at in places.items() if header.startswith(lead)}
    required = frozenset(normalised(column) for column in join.match)
    on = tuple((places[normalised(here)], theirs[normalised(there)]) for here, there in join.on.items())
    # What the file is only recognised by is staged as well, under places that nothing reads.
    unread = {header: f"x{at}" for at, header in enumerate(sorted(required - theirs.keys()))}
    part = Layout(
        system=shape.system,
        name=f"{shape.name} ({name})",
        landing=landing,
        required=required | {normalised(column) for column in join.on.values()},
        optional=frozenset(theirs) - required,
        places={**theirs, **unread},
        select="",
        part_of=shape.name,
    )
    return Join(name, part, on, join.rows == "many")
