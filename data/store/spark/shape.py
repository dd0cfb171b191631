"""The tables of a version without their rows: names, columns and types, as DuckDB calls them.

Kept in memory, it says of any select which columns it answers with and of which types, so that an answer from the
cluster is brought to them and nothing above can tell the engines apart.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb

from data.quoting import name

Tables = Mapping[str, Mapping[str, str]]
# A type in DuckDB's words, in Spark's. Spark has no integer of 128 bits; 38 digits hold what sums here come to.
TYPES = {
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "double",
    "HUGEINT": "decimal(38,0)",
    "INTEGER": "int",
    "JSON": "string",
    "SMALLINT": "smallint",
    "TIMESTAMP": "timestamp_ntz",
    "TIMESTAMP WITH TIME ZONE": "timestamp",
    "VARCHAR": "string",
}
_DECIMAL = re.compile(r"DECIMAL\((\d+),\s*(\d+)\)")
_COLUMNS = """select table_name, column_name, data_type from information_schema.columns
    where table_schema = 'main' order by table_name, ordinal_position"""


@dataclass(frozen=True, eq=False)
class Shape:
    """Tables by name, each with its columns in order and their types."""

    tables: Tables

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection) -> "Shape":
        """That of the store that is open."""
        tables: dict[str, dict[str, str]] = {}
        for table, column, kind in connection.execute(_COLUMNS).fetchall():
            tables.setdefault(table, {})[column] = kind
        return cls(tables)

    def columns(self, table: str) -> str:
        """A table's columns with their types, as Spark declares them."""
        return ", ".join(f"`{column}` {spark_type(kind)}" for column, kind in self.tables[table].items())

    def made(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Makes the tables, empty."""
        for table, columns in self.tables.items():
            listed = ", ".join(f"{name(column)} {kind}" for column, kind in columns.items())
            connection.execute(f"create table {name(table)} ({listed})")

    @cached_property
    def schema(self) -> dict[str, object]:
        """As sqlglot wants it."""
        return {table: dict(columns) for table, columns in self.tables.items()}


def spark_type(kind: str) -> str:
    """A type of DuckDB's in Spark's words.

    Raises:
        ValueError: Spark has none such.
    """
    if kind in TYPES:
        return TYPES[kind]
    if found := _DECIMAL.fullmatch(kind):
        return f"decimal({found[1]},{found[2]})"
    raise ValueError(f"{kind} is no type that Spark knows")


def answers_with(
    connection: duckdb.DuckDBPyConnection, sql: str, params: dict[str, Any] | list[Any] | None
) -> dict[str, str]:
    """The columns of a select's answer, in order, with their types.

    Raises:
        EngineError: it is no select over these tables.
    """
    described = connection.execute(f"describe {sql.rstrip().rstrip(';')}", params or None).fetchall()
    return {str(row[0]): str(row[1]) for row in described}
