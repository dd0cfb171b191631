"""Every row of a file is loaded, a duplicate, or rejected with a reason; the three add up to the rows seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.quoting import literal, name
from data.store import Writer


@dataclass(frozen=True)
class Landed:
    """Rows of one file by what became of them; `updated` of the loaded ones replaced an older state."""

    loaded: int
    duplicate: int
    updated: int


def require(writer: Writer, table: str, columns: Sequence[str]) -> None:
    """Marks rows that lack a value no row of this kind can do without."""
    if not columns:
        return
    missing = ", ".join(f"case when {column} is null then 'no {column.replace('_', ' ')}' end" for column in columns)
    writer.execute(f"update {table} set problem = nullif(concat_ws('; ', {missing}), '') where problem is null")


def set_aside(writer: Writer, table: str) -> dict[str, int]:
    """Takes the rows that are no money event of their own out of the table; returns how many there are of each reason."""
    writer.execute(
        "create or replace temp table rows_aside as select null::bigint as row_no, null::varchar as aside where false"
    )
    if "aside" not in {row[0] for row in writer.execute(f"describe {table}")}:
        return {}
    writer.execute(
        f"insert into rows_aside select row_no, min(aside) from {table} where aside is not null group by row_no"
    )
    writer.execute(f"delete from {table} where row_no in (select row_no from rows_aside)")
    rows = writer.execute("select aside, count(*) from rows_aside group by aside order by count(*) desc, aside")
    return {str(reason): int(count) for reason, count in rows}


def reject(writer: Writer, table: str, file_id: str, seen: int, shown: Mapping[str, str]) -> int:
    """Moves the rows with a problem, and those of the `seen` that made no canonical row, to `rejected_rows`; returns how many.

    Args:
        shown: the file's headers that may be kept as evidence, those that say nothing of a person, with their columns in `staged`.
            Of their cells numbers, dates and codes stay as they are, any other text by its kind.
    """
    writer.execute(
        f"""create or replace temp table problems as
        select row_no, string_agg(distinct problem, '; ' order by problem) as reason from {table}
        where problem is not null group by row_no"""
    )
    known = f"(select row_no from {table} union select row_no from rows_aside)"
    if int(writer.execute(f"select count(*) from {known}")[0][0]) < seen:
        writer.execute(
            f"""insert into problems select row_no, 'nothing in this row can be read as data'
            from (select row_no from staged except {known})"""
        )
    count = int(writer.execute("select count(*) from problems")[0][0])
    if count:
        writer.execute(
            f"""insert or replace into rejected_rows
            with judged as (select row_no, problems.reason, {_cells(shown)} as cells from staged join problems using (row_no))
            select $file_id, row_no, reason, {_evidence(shown)} from judged""",
            {"file_id": file_id},
        )
        writer.execute(f"delete from {table} where row_no in (select row_no from problems)")
    return count


def _cells(shown: Mapping[str, str]) -> str:
    """What may be kept of a row's cells, in one list."""
    return f"evidences([{', '.join(name(column) for column in shown.values())}])" if shown else "[]"


def _evidence(shown: Mapping[str, str]) -> str:
    """The same under their headers, which are text here and no names."""
    cells = ", ".join(f"{literal(header)}, cells[{place}]" for place, header in enumerate(shown, 1))
    return f"json_object('row_no', row_no{', ' if cells else ''}{cells})"


def reject_broken(writer: Writer, file_id: str, broken: Sequence[tuple[int, str, list[str]]]) -> int:
    """Records rows that have no cell for every header: by line only, as it cannot be told which of their cells are a person's."""
    for line, reason, _ in broken:
        writer.execute("insert or replace into rejected_rows values (?, ?, ?, null)", [file_id, line, reason])
    return len(broken)


def landed(writer: Writer, fates: str) -> Landed:
    """Counts rows of a select of (row_no, fate), fate `new`, `updated` or `same`; a row's best fate counts and stays in `row_fates`."""
    writer.execute(
        f"""create or replace temp table row_fates as
        select row_no, max(case fate when 'new' then 3 when 'updated' then 2 else 1 end) as fate from ({fates}) group by row_no"""
    )
    rows = writer.execute(
        "select count(*) filter (fate >= 2), count(*) filter (fate = 1), count(*) filter (fate = 2) from row_fates"
    )
    return Landed(*(int(count) for count in rows[0]))


def landed_once(writer: Writer, landing: str) -> Landed:
    """Counts a landing table's rows by their fate in `coming`, where each key stands once; a repeated key's other rows are duplicates."""
    return landed(
        writer,
        f"""select row_no, fate from coming union all
        select row_no, 'same' from {landing} where row_no not in (select row_no from coming)""",
    )
