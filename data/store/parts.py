"""A mart made anew in part: the rows that a load touched are selected again by the mart's own text, and all others stay.

What changed is not told by who changed it but found: each table is held against the version that the load is built on, row
by row. A mart's text is not rewritten either: while it runs, the tables that it reads are stood for by the part of their rows
that the touched keys rest on. Wherever it is not sure that this gives what the whole mart would be, the mart is made whole.
"""

import hashlib
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from data.quoting import name as quoted

BEFORE = "before"  # what the version that a load is built on is called on the writer's connection
FILE = Path(__file__).parents[1] / "marts" / "parts.toml"
_GONE = "select place from temp.old_rows where content not in (select content from temp.now_rows)"
_COME = "select place from temp.now_rows where content not in (select content from temp.old_rows)"
MOST = 0.4  # of the rows of a mart: with more of them touched the whole is made sooner


@dataclass(frozen=True)
class Read:
    """How a mart rests on one table that it reads, as data/marts/parts.toml explains it.

    Attributes:
        touches: selects of the keys that changed rows of it touch; None where nobody says.
        part: the rows that touched keys rest on; empty where all of them may be.
        through: what `part` finds them by, where not by the touched keys themselves.
        copied: the columns to copy before the mart is selected; without any its parts are read where they are.
    """

    touches: tuple[str, ...] | None = None
    part: str = ""
    through: str = ""
    copied: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parted:
    """How a mart is made anew in part."""

    keys: str
    reads: MappingProxyType[str, Read]
    given: str = ""
    close: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def parted() -> MappingProxyType[str, Parted]:
    """Every mart of which parts can be made anew."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return MappingProxyType({mart: _parted(says) for mart, says in told.items()})


@lru_cache(maxsize=1)
def rules() -> str:
    """What tells these rules from others."""
    return hashlib.sha256(FILE.read_bytes() + Path(__file__).read_bytes()).hexdigest()[:16]


def _parted(says: dict[str, Any]) -> Parted:
    reads = MappingProxyType({table: _read(of_table) for table, of_table in says["reads"].items()})
    return Parted(says["keys"], reads, says.get("given", ""), tuple(says.get("close", ())))


def _read(says: dict[str, Any]) -> Read:
    if by := says.get("by"):
        is_touched = " or ".join(f"{each} in (select key from touched)" for each in by)
        return Read(
            tuple(f"select {each} from changed" for each in by), is_touched, copied=tuple(says.get("copied", ()))
        )
    return Read(tuple(says["touches"]), says.get("part", ""), says.get("through", ""))


def _through(table: str) -> str:
    return quoted(f"through_{table}")


@dataclass
class Changes:
    """Which rows of the version being built differ from the version before.

    Attributes:
        is_told: whether there is a version before to hold tables against.
    """

    connection: duckdb.DuckDBPyConnection
    is_told: bool = field(init=False)
    _found: dict[str, bool | None] = field(default_factory=dict)
    _then: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = self._all("select count(*) from duckdb_databases() where database_name = ?", [BEFORE])
        self.is_told = bool(found[0][0])
        self._here = str(self._all("select current_database()")[0][0])
        if self.is_told:
            self._then = self._columns(BEFORE)

    def of(self, table: str) -> bool | None:
        """Whether rows of a table came or went: they then stand in the temporary table `rows_of(table)`; None: not known."""
        if table not in self._found:
            self._found[table] = self._differing(table) if self._is_comparable(table) else None
        return self._found[table]

    def rows_of(self, table: str) -> str:
        """Where the rows of a table that came or went stand, as it has them."""
        return f"temp.{quoted(f'changed_{table}')}"

    def renew(self, mart: str, sql: str, stale: Collection[str]) -> bool:
        """Makes the touched rows of a mart anew; says whether it could be done, else the mart is as it was.

        Args:
            sql: the mart's select.
            stale: the tables that it reads and that may have changed.
        """
        how = parted().get(mart)
        if how is None or not self._is_comparable(mart):
            return False
        return self._renewed(mart, sql, stale, how)

    def _renewed(self, mart: str, sql: str, stale: Collection[str], how: Parted) -> bool:
        touching = [(table, how.reads.get(table, Read())) for table in sorted(stale) if self.of(table) is not False]
        if any(self.of(table) is None or each.touches is None for table, each in touching):
            return False
        self._touch(touching, how)
        if self._is_too_much(mart, how):
            return False
        if not self._all("select count(*) from temp.touched")[0][0]:
            self._found[mart] = False
            return True
        standing = self._stand_for(how)
        try:
            kept = f"select * from ({sql.rstrip().rstrip(';')}) where {how.keys} in (select key from temp.touched)"
            self._run(f"create or replace temp table made as {kept}")
        finally:
            for kind, table in standing:
                self._run(f"drop {kind} temp.{quoted(table)}")
        if how.given:
            self._keep_given(mart, how)
        self._found[mart] = self._exchange(mart, how)
        return True

    def _touch(self, touching: Iterable[tuple[str, Read]], how: Parted) -> None:
        """The keys that changed rows touch, and those that belong together with them."""
        self._run("create or replace temp table touched (key varchar)")
        first = True
        for table, each in touching:
            self._run(f"create or replace temp view changed as select * from {self.rows_of(table)}")
            for select in each.touches or ():
                if first:
                    self._run(
                        f"create or replace temp table touched as select key from ({select}) as found (key) limit 0"
                    )
                    first = False
                self._run(f"insert into temp.touched select key from ({select}) as found (key) where key is not null")
        self._run("drop view if exists temp.changed")
        for select in how.close:
            self._run(f"insert into temp.touched select key from ({select}) as found (key) where key is not null")
        self._run("create or replace temp table touched as select distinct key from temp.touched")

    def _is_too_much(self, mart: str, how: Parted) -> bool:
        whole, hit, keys = self._all(
            f"""select (select count(*) from {quoted(mart)}),
            (select count(*) from {quoted(mart)} where {how.keys} in (select key from temp.touched)),
            (select count(*) from temp.touched)"""
        )[0]
        return bool(max(hit, keys) > MOST * whole)

    def _stand_for(self, how: Parted) -> list[tuple[str, str]]:
        """Puts the part that touched keys rest on in the place of each table: what is temporary is found before the store's own.

        Returns:
            What stands there, as (kind, name).
        """
        parts = [(table, read) for table, read in sorted(how.reads.items()) if read.part]
        for table, read in parts:
            if read.through:
                self._run(
                    f"create or replace temp table {_through(table)} as select key from ({read.through}) as found (key)"
                )
        standing = []
        for table, read in parts:
            kind = "table" if read.copied else "view"
            part = read.part.replace("from through", f"from temp.{_through(table)}")
            self._run(
                f"""create or replace temp {kind} {quoted(table)} as
                select {", ".join(read.copied) or "*"} from {self._own(table)} where {part}"""
            )
            standing.append((kind, table))
        return standing

    def _own(self, table: str) -> str:
        """The store's table, whatever stands for it."""
        return f"{quoted(self._here)}.main.{quoted(table)}"

    def _keep_given(self, mart: str, how: Parted) -> None:
        """A number once given stays; new ones go on after the last."""
        number = quoted(how.given)
        self._run(
            f"""create or replace temp table made as
            with old as (
                select {how.keys} as key, {number} as held from {quoted(mart)} where {how.keys} in (select key from temp.touched)
            ),
            last as (select max({number}) as number from {quoted(mart)})
            select made.* replace (
                coalesce(old.held, last.number + row_number() over (partition by old.held is null order by made.{number})) as {number}
            )
            from temp.made as made cross join last left join old on old.key = {how.keys}"""
        )

    def _exchange(self, mart: str, how: Parted) -> bool:
        """Takes out of a mart the touched rows that are no more, and puts those in that are new; says whether there were any."""
        here = self._own(mart)
        self._run(
            f"""create or replace temp table old_rows as
            select rowid as place, hash(row_of) as content from {here} as row_of where {how.keys} in (select key from temp.touched)"""
        )
        self._run(
            "create or replace temp table now_rows as select rowid as place, hash(row_of) as content from temp.made as row_of"
        )
        is_changed = self._keep_differing(mart, here, "temp.made")
        if is_changed:
            self._run(f"delete from {here} where rowid in ({_GONE})")
            self._run(f"insert into {here} select * from temp.made where rowid in ({_COME})")
        self._run("drop table temp.made")
        return is_changed

    def _is_comparable(self, table: str) -> bool:
        """Whether the version before has the table, with the same columns in the same order."""
        then = self._then.get(table)
        return then is not None and self._columns(self._here, table).get(table) == then

    def _columns(self, version: str, table: str | None = None) -> dict[str, str]:
        """The columns of a version's tables, of one or of all, as one text each."""
        sql = """select table_name, string_agg(column_name || ' ' || data_type, ', ' order by column_index) from duckdb_columns()
            where database_name = ? and schema_name = 'main' and table_name = coalesce(?, table_name) group by table_name"""
        return {str(name): str(text) for name, text in self._all(sql, [version, table])}

    def _differing(self, table: str) -> bool:
        """Finds the rows of a table that are in one of the two versions only."""
        now, then = self._own(table), f"{BEFORE}.main.{quoted(table)}"
        for called, place in (("now_rows", now), ("old_rows", then)):
            self._run(
                f"create or replace temp table {called} as select rowid as place, hash(row_of) as content from {place} as row_of"
            )
        return self._keep_differing(table, then, now)

    def _keep_differing(self, table: str, then: str, now: str) -> bool:
        """Keeps the rows that are in one of `old_rows` and `now_rows` only; no row is twice in either, as every table has a key."""
        self._run(
            f"""create or replace temp table {quoted(f"changed_{table}")} as
            select * from {then} where rowid in ({_GONE}) union all select * from {now} where rowid in ({_COME})"""
        )
        return bool(self._all(f"select count(*) from {self.rows_of(table)}")[0][0])

    def _run(self, sql: str) -> None:
        self.connection.execute(sql)

    def _all(self, sql: str, params: list[Any] | None = None) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, params).fetchall()
