"""The rows of one file on their way into the tables, and what lands them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from data.landing.account import Landed
from data.store import Writer


@dataclass(frozen=True)
class Batch:
    """One file's canonical rows: where they stand, whose they are, and the tables made of them on the way.

    Attributes:
        table: the landing table with the rows, one column for each canonical one, `row_no` and `problem`.
        system: the system that wrote the file; part of every id.
        file_id: the file they came from.
        columns: the columns of the table that the file's layout fills; the others are empty.
        whole_orders: every row of an order stands in the file (orders only).
        headings: numbers of the lines on which a header stands again, as where exports are joined end to end.
        fuller: layouts that tell the same money in full; an event of theirs is not counted again.
        lesser: layouts for which this batch's one is the fuller; their telling of an event gives way.
        pieces: layouts of the system that tell an order in parts; what it came to is worked out of those, and gives way to one that says it.
        aside: rows that are known and no money event of their own, by the reason why; they are not in the table.
        shop: whose orders they are, where the user says so; it holds for rows that name no shop themselves.
        notes: what the report says of the file besides, added while it lands.
    """

    writer: Writer
    table: str
    system: str
    file_id: str
    columns: tuple[str, ...]
    whole_orders: bool = True
    headings: tuple[int, ...] = ()
    fuller: tuple[str, ...] = ()
    lesser: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    aside: Mapping[str, int] = field(default_factory=dict)
    shop: str | None = None
    notes: list[str] = field(default_factory=list)
    _made: set[str] = field(default_factory=set)

    def make(self, name: str, select: str, **values: Any) -> None:
        """Keeps a select's rows as the table `name`, for the statements on this batch that come after it."""
        self.execute(f"create or replace temp table {name} as {select}", **values)
        self._made.add(name)

    def has(self, name: str) -> bool:
        """Whether `make` has kept a table of this name."""
        return name in self._made

    def execute(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """Runs a statement; `$system` and `$file_id` are the batch's, other parameters are given."""
        known = {"system": self.system, "file_id": self.file_id, **values}
        named = {name: known[name] for name in re.findall(r"\$([a-z_]+)", sql) if name in known}
        return self.writer.execute(sql, named or None)

    def touch(self, *tables: str) -> None:
        """Says which tables of the store have other rows now: what rests on them is made anew."""
        self.writer.touched |= set(tables)

    def clear(self) -> None:
        """Drops the tables made on the way: nothing of one file can be read while the next one lands."""
        for name in sorted(self._made):
            self.writer.execute(f"drop table if exists temp.{name}")
        self._made.clear()


def refuse_none(_batch: Batch) -> None:
    """Where a row is right or wrong by its single values."""


@dataclass(frozen=True)
class Lander:
    """How one kind of canonical row becomes rows of the store.

    Attributes:
        required: columns without which a row is rejected.
        land: stores the rows of a batch that have no problem, and says what became of each.
        refuse: marks rows that are wrong as a whole, or beside the file's others, by writing their `problem`.
    """

    required: tuple[str, ...]
    land: Callable[[Batch], Landed]
    refuse: Callable[[Batch], None] = refuse_none
