"""What a store made by an earlier version kept of persons, cleaned once, on the copy that the next load builds."""

from data import classes, shapes
from data.classes import Kept
from data.quoting import literal
from data.store import Writer

# Raised when the classes or shapes find more than they did: every store is then cleaned once more.
NUMBER = "1"
BAR = r"(?:^|\|)"
# Reasons once quoted the cell: from a quote to the last of its sentence, then whatever quotes are left.
_UNQUOTED = """regexp_replace(regexp_replace(regexp_replace({0}, '"[^;]*"', 'a text', 'g'), '"[^"]*"', 'a text', 'g'), '".*$', 'a text', 's')"""
_EVIDENCE = """to_json(map_from_entries(list_transform(map_entries(from_json(payload, '"MAP(VARCHAR, VARCHAR)"')),
    lambda e: {'k': e.key, 'v': evidences([e.value])[1]})))"""


def scrub(writer: Writer) -> None:
    """Brings every text of the store to what its class allows today; a store that was cleaned, or holds no file, is left alone."""
    if is_due(writer):
        with writer.transaction():
            for table, column, is_nullable in _columns(writer):
                _clean(writer, table, column, is_nullable)
    writer.execute("insert or replace into meta values ('privacy', ?)", [NUMBER])


def is_due(writer: Writer) -> bool:
    """Whether the store holds files that were loaded before the last cleaning."""
    holds_files = bool(writer.execute("select count(*) from source_files")[0][0])
    return holds_files and writer.execute("select value from meta where key = 'privacy'") != [(NUMBER,)]


def _columns(writer: Writer) -> list[tuple[str, str, bool]]:
    """The text columns of the canonical tables: (table, column, may it be null); marts are built anew from them."""
    return [
        (str(table), str(column), nullable == "YES")
        for table, column, nullable in writer.execute(
            """select table_name, column_name, is_nullable from information_schema.columns
            where data_type in ('VARCHAR', 'JSON') and table_schema = 'main' and table_catalog = current_database() and table_name <> 'meta'
                and 'mart:' || table_name not in (select key from meta)"""
        )
    ]


def _clean(writer: Writer, table: str, column: str, is_nullable: bool) -> None:
    kept = classes.kept(table, column)
    sql = _fit(kept, table, column, is_nullable)
    if sql is None or not writer.execute(f"select coalesce(bool_or({_doubt(kept, column)}), false) from {table}")[0][0]:
        return
    differs = f"{sql} is distinct from {column}"
    if writer.execute(f"update {table} set {column} = {sql} where {differs}")[0][0]:
        writer.touched.add(table)
        writer.is_cleaned = True


def _doubt(kept: Kept, column: str) -> str:
    """A cheap look that finds every cell which `_fit` would change: working out the whole of it takes the engine long for each column."""
    if kept.name in {"key", "place"}:
        return f"regexp_matches({column}, {literal(shapes.MAY_BE_KEY.replace('^', BAR))})"
    return kept.doubt(column) if kept.name in {"closed", "label"} else f"{column} is not null"


def _fit(kept: Kept, table: str, column: str, is_nullable: bool) -> str | None:
    """The SQL of a cell as it may stay; None where every cell may."""
    if (table, column) in {("rejected_rows", "reason"), ("source_files", "message")}:
        return f"scrubbed({_UNQUOTED.format(column)})"
    if kept.name == "evidence":
        return _EVIDENCE
    if kept.name in {"key", "place"}:  # ids of rows are several keys between bars
        return f"array_to_string(list_transform(string_split({column}, '|'), lambda s: {kept.name}_kept(s)), '|')"
    sql = kept.sql(column)
    if sql is None or kept.otherwise != "reject":
        return sql
    return f"coalesce({sql}, {_instead(kept, column, is_nullable)})"


def _instead(kept: Kept, column: str, is_nullable: bool) -> str:
    """What stands where a row would be rejected today: it was loaded, and its money counts."""
    words = {"currency": "XXX"}.get(kept.list) or (
        "unknown" if "unknown" in kept.words else "other" if "other" in kept.words else None
    )
    if words is None or (kept.list == "currency" and is_nullable):
        return "null" if is_nullable else column
    return f"case when {column} is not null then '{words}' end"
