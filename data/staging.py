"""A file's cells as text in the table `staged`, and the canonical rows its layout makes of them."""

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data import shapes
from data.files.header import Found
from data.files.rows import Rows
from data.sources.layout import About
from data.store import Writer

LANDING = Path(__file__).with_name("landing")
# Files above this are read by the engine itself, straight from disk, where their layout allows.
LARGE = 4 << 20


@dataclass(frozen=True)
class Asked:
    """What the user says because no file does.

    Attributes:
        tz: zone of times without one, e.g. `Europe/Rome`.
        currency: ISO code of amounts without one.
        minor_units: whether amounts are in cents, where a layout leaves it open; None decides by the layout's own rule.
        mappings: mapping files that describe further layouts.
        home_tz: the zone assumed, and said to be, where a file that needs one is loaded without `tz`.
    """

    tz: str | None = None
    currency: str | None = None
    minor_units: bool | None = None
    mappings: tuple[Path, ...] = field(default=())
    home_tz: str = field(default_factory=lambda: os.environ.get("VETRINA_TZ", "Europe/Rome"))


def prepare(writer: Writer) -> None:
    """The text macros every select may call."""
    writer.execute(shapes.macros())
    writer.execute((LANDING / "macros.sql").read_text(encoding="utf-8"))


def stage_rows(writer: Writer, rows: Rows, found: Found) -> None:
    """Stages rows that were split in Python."""
    names = ["row_no", *found.names]
    _stage(writer, f"read_csv({_quoted(rows.path)}, {_reading(names, ',')}, skip=0)", found)


def stage_csv(writer: Writer, text: Path, found: Found) -> None:
    """Stages a large, well-formed file straight from disk; the engine raises where it is not well-formed."""
    reading = f"read_csv({_quoted(text)}, {_reading(list(found.names), found.delimiter)}, skip={found.line + 1})"
    _stage(writer, f"(select row_number() over () + {found.line + 1} as row_no, * from {reading})", found)


def stage_parquet(writer: Writer, path: Path, found: Found) -> None:
    """Stages columns as text: whole numbers without `.0`, times in ISO."""
    given = parquet_names(writer, path)
    shown = ", ".join(_as_text(column, name) for column, name in zip(given, found.names, strict=True))
    _stage(writer, f"(select row_number() over () as row_no, {shown} from read_parquet({_quoted(path)}))", found)


def parquet_names(writer: Writer, path: Path) -> list[str]:
    """The columns of a parquet file."""
    return [row[0] for row in writer.execute(f"describe select * from read_parquet({_quoted(path)})")]


def describe_file(writer: Writer, found: Found, name: str, about: About, asked: Asked) -> None:
    """The one-row table `file` that selects may read beside `staged`."""
    writer.execute(
        """create or replace temp table file as
        select $name::varchar as file_name, $account::varchar as account_id, $tz::varchar as tz,
            $currency::varchar as currency, $minor::boolean as minor_units,
            $first_on::date as first_on, $last_on::date as last_on""",
        {
            "name": name,
            "account": about.account_id,
            "tz": found.layout.tz or asked.tz or (asked.home_tz if "tz" in found.layout.needs else None),
            "currency": found.currency or asked.currency,
            "minor": asked.minor_units,
            "first_on": _iso(getattr(about, "first_on", None)),
            "last_on": _iso(getattr(about, "last_on", None)),
        },
    )


def land(writer: Writer, found: Found) -> list[str]:
    """Runs the layout's select into its landing table; returns the columns that it fills.

    Raises:
        EngineError: the select asks for what is not there: a mistake in the layout, never in the file.
    """
    table = f"landing_{found.layout.landing}"
    writer.execute((LANDING / f"{found.layout.landing}.sql").read_text(encoding="utf-8"))
    kinds = {row[0]: row[1] for row in writer.execute(f"describe {table}")}
    columns = [row[0] for row in writer.execute(f"describe {found.layout.select}")]
    typed = ", ".join(f"{name}::{kinds[name]} as {name}" for name in columns)
    # Only what the layout fills is written; the other columns are added empty, which costs next to nothing.
    writer.execute(f"create or replace temp table {table} as select {typed} from ({found.layout.select})")
    for name in kinds.keys() - set(columns):
        writer.execute(f"alter table {table} add column {name} {kinds[name]}")
    return columns


def _stage(writer: Writer, source: str, found: Found) -> None:
    absent = sorted((found.layout.optional | found.layout.required) - set(found.names))
    nulls = "".join(f', null::varchar as "{name}"' for name in absent)
    writer.execute(
        f"create or replace temp view staged as select * replace (row_no::bigint as row_no){nulls} from {source}"
    )


def _reading(names: list[str], delimiter: str) -> str:
    columns = ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in names)
    return (
        f"auto_detect=false, header=false, columns={{{columns}}}, delim={_quoted(delimiter)}, "
        "quote='\"', escape='\"', null_padding=false, strict_mode=true, max_line_size=16777216"
    )


def _as_text(column: str, name: str) -> str:
    return f"regexp_replace(cast(\"{column}\" as varchar), '^(-?\\d+)\\.0$', '\\1') as \"{name}\""


def _quoted(text: str | Path) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
