"""A file's cells as text in the table `staged`, and the canonical rows its layout makes of them."""

import os
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data import quoting, shapes
from data.errors import Unreadable
from data.files.header import Claim
from data.files.rows import Rows
from data.files.workbook import NEVER_COMPUTED
from data.sources.layout import About, Layout
from data.store import Writer
from data.store.engine import EngineError

LANDING = Path(__file__).with_name("landing")
_SHOP = re.compile(r"[^|\x00-\x1f]{1,60}")
# Files above this are read by the engine itself, straight from disk, where their layout allows.
LARGE = 4 << 20


@dataclass(frozen=True)
class LoadOptions:
    """What the user says because no file does.

    Attributes:
        tz: zone of times without one, e.g. `Europe/Rome`.
        currency: ISO code of amounts without one.
        minor_units: whether amounts are in cents, where a layout leaves it open; None decides by the layout's own rule.
        day_first: whether 03/04 is the third of April, where neither the file's dates nor the language of its headers tell.
        mappings: mapping files that describe further layouts.
        shop: whose orders these are, where several shops of one system number them anew; part of their key.
        as_of: the day on which a list of customers was exported, where its rows have none.
        home_tz: the zone assumed, and said to be, where a file that needs one is loaded without `tz`.
    """

    tz: str | None = None
    currency: str | None = None
    minor_units: bool | None = None
    mappings: tuple[Path, ...] = field(default=())
    day_first: bool | None = None
    shop: str | None = None
    as_of: date | None = None
    home_tz: str = field(default_factory=lambda: os.environ.get("VETRINA_TZ", "Europe/Rome"))


def shop_name(text: str) -> str | None:
    """A shop's name as it may stand in the key of its orders; None where the text is none: empty, longer than 60 letters, or with a |."""
    wanted = text.strip()
    return wanted if _SHOP.fullmatch(wanted) else None


def prepare(writer: Writer) -> None:
    """The text macros every select may call."""
    writer.execute(shapes.macros())
    for name in ("macros.sql", *(f"{kind}_macros.sql" for kind in ("meaning", "zone", "italian", "budget", "bank"))):
        writer.execute((LANDING / name).read_text(encoding="utf-8"))


def stage_rows(writer: Writer, rows: Rows, claim: Claim) -> None:
    """Stages rows that were split in Python."""
    source = f"read_csv({quoting.literal(rows.path)}, {_reading(['row_no', *_places(claim)], ',')}, skip=0)"
    _stage(writer, f"{source} as given", claim, "row_no::bigint", "{}")


def stage_csv(writer: Writer, text: Path, claim: Claim) -> None:
    """Stages a large, well-formed file as it stands.

    Raises:
        EngineError: it is not well-formed. To be called outside a transaction, which the error would end.
    """
    first = claim.line + 1
    source = f"read_csv({quoting.literal(text)}, {_reading(_places(claim), claim.delimiter)}, skip={first}) as given"
    _stage(writer, source, claim, f"row_number() over () + {first}", "{}")


def has_header(writer: Writer, claim: Claim, words: Collection[str]) -> bool:
    """Whether a staged row bears names of headers where its values belong."""
    known = ", ".join(quoting.literal(word) for word in sorted(words))
    columns = [
        quoting.name(column) for header in sorted(claim.layout.required) if (column := claim.layout.staged(header))
    ]
    named = " + ".join(f"coalesce(({column} in ({known}))::integer, 0)" for column in columns)
    return bool(writer.execute(f"select exists (select 1 from staged where {named} >= {min(2, len(columns))})")[0][0])


def stage_parquet(writer: Writer, path: Path, claim: Claim) -> None:
    """Stages columns as text: whole numbers without `.0`, times in ISO."""
    source = f"read_parquet({quoting.literal(path)}, hive_partitioning=false) as given({', '.join(_places(claim))})"
    whole = "regexp_replace(cast({} as varchar), '^(-?\\d+)\\.0$', '\\1')"
    _stage(writer, source, claim, "row_number() over ()", whole)


def parquet_names(writer: Writer, path: Path) -> list[str]:
    """The columns of a parquet file.

    Raises:
        Unreadable: it is damaged or locked.
    """
    try:
        columns = writer.execute(
            f"describe select * from read_parquet({quoting.literal(path)}, hive_partitioning=false)"
        )
    except EngineError as error:
        raise Unreadable("the parquet file is damaged, cut short or locked; export it again") from error
    return [row[0] for row in columns]


def describe_file(writer: Writer, claim: Claim, name: str, about: About, options: LoadOptions) -> None:
    """The one-row table `file` that selects may read beside `staged`, and the variable `says_day_first` that the macros of dates read."""
    says = options.day_first if claim.layout.day_first is None else claim.layout.day_first
    writer.execute(f"set variable says_day_first = {'null::boolean' if says is None else says}")
    writer.execute(
        """create or replace temp table file as
        select $name::varchar as file_name, $account::varchar as account_id, $tz::varchar as tz,
            $currency::varchar as currency, $minor::boolean as minor_units,
            $payout_ref::varchar as payout_ref, $first_on::date as first_on, $last_on::date as last_on,
            $payout_on::date as payout_on, $as_of::date as as_of""",
        {
            "name": name,
            "account": about.account_id,
            "tz": claim.layout.tz or options.tz or (options.home_tz if "tz" in claim.layout.needs else None),
            "currency": claim.currency or options.currency,
            "minor": options.minor_units,
            "payout_ref": about.payout_ref,
            "first_on": _iso(about.first_on),
            "last_on": _iso(about.last_on),
            "payout_on": _iso(about.payout_on),
            "as_of": _iso(options.as_of),
        },
    )


def land(writer: Writer, claim: Claim) -> list[str]:
    """Runs the layout's select into its landing table; returns the columns that it fills.

    Raises:
        EngineError: the select asks for what is not there: a mistake in the layout, never in the file.
    """
    table = f"landing_{claim.layout.landing}"
    writer.execute((LANDING / f"{claim.layout.landing}.sql").read_text(encoding="utf-8"))
    kinds = {row[0]: row[1] for row in writer.execute(f"describe {table}")}
    columns = [row[0] for row in writer.execute(f"describe {claim.layout.select}")]
    typed = ", ".join(f"{column}::{kinds[column]} as {column}" for column in columns)
    # Only what the layout fills is written; the other columns are added empty, which costs next to nothing.
    writer.execute(f"create or replace temp table {table} as select {typed} from ({claim.layout.select})")
    for column in kinds.keys() - set(columns):
        writer.execute(f"alter table {table} add column {column} {kinds[column]}")
    # Why a cell is unread is worded here, once: a select that did so for every column took ten times as long to plan.
    writer.execute(f"update {table} set problem = reasons(problem) where contains(problem, chr(30))")
    _spell(writer, table, claim)
    return columns


def _spell(writer: Writer, table: str, claim: Claim) -> None:
    """Names the columns in reasons as the file has them: whoever is to mend one looks for `Data di acquisto`, not for our name of it."""
    said = "problem"
    for name, header in dict(reversed(list(zip(claim.names, claim.spelled, strict=True)))).items():
        if name != header and claim.layout.staged(name):
            begins = rf"(^|; | and ){re.escape(name)}(:| is | are | was | and )"
            instead = "\\1" + header.replace("\\", "\\\\") + "\\2"
            said = f"regexp_replace({said}, {quoting.literal(begins)}, {quoting.literal(instead)}, 'g')"
    if said != "problem":
        writer.execute(f"update {table} set problem = {said} where problem is not null")


def refuse_twins(writer: Writer, layout: Layout) -> None:
    """Marks the canonical rows of lines in which two columns of one name say different things: which of them counts nobody can tell."""
    writer.execute(
        f"""update landing_{layout.landing} as landed set problem = concat_ws('; ', landed.problem, told_twice.reason) from told_twice
        where landed.row_no = told_twice.row_no"""
    )


def refuse_formulas(writer: Writer, claim: Claim) -> None:
    """Marks the canonical rows of lines with a formula that was never computed, in a column that the layout reads."""
    layout = claim.layout
    read = {
        header: column
        for name, header in zip(claim.names, claim.spelled, strict=True)
        if (column := layout.staged(name))
    }
    words = quoting.literal(NEVER_COMPUTED)
    advice = "a formula that was never computed; open the workbook and save it again"
    reasons = ", ".join(
        f"case when {quoting.name(column)} = {words} then {quoting.literal(f'{header}: {advice}')} end"
        for header, column in read.items()
    )
    writer.execute(
        f"""with formulas as (select row_no, nullif(concat_ws('; ', {reasons}), '') as reason from staged)
        update landing_{layout.landing} as landed set problem = reason from formulas
        where landed.row_no = formulas.row_no and reason is not null"""
    )


def _places(claim: Claim) -> list[str]:
    """Columns of a file by their place: what a header says never becomes a name in SQL."""
    return [f"c{at}" for at in range(len(claim.names))]


def _stage(writer: Writer, source: str, claim: Claim, row_no: str, shown: str) -> None:
    """`staged`: the columns that the layout reads, under the layout's names, each cell as its words; those the file lacks are null."""
    layout = claim.layout
    read = {column: at for at, header in enumerate(claim.names) if (column := layout.staged(header))}
    known = {column for header in layout.required | layout.optional if (column := layout.staged(header))}
    columns = [f"words({shown.format(f'c{at}')}) as {quoting.name(column)}" for column, at in read.items()]
    columns += [f"null::varchar as {quoting.name(column)}" for column in sorted(known - read.keys())]
    writer.execute(
        f"create or replace temp table staged as select {row_no} as row_no, {', '.join(columns)} from {source}"
    )
    _stage_twins(writer, source, claim, row_no, shown)


def _stage_twins(writer: Writer, source: str, claim: Claim, row_no: str, shown: str) -> None:
    """`told_twice`: rows in which a column that the layout reads stands a second time and says otherwise, with the reason."""
    said = [
        f"case when words({shown.format(f'c{other}')}) is distinct from words({shown.format(f'c{first}')}) "
        f"and words({shown.format(f'c{other}')}) is not null then {quoting.literal(_twice(claim, first, other))} end"
        for first, other in claim.twins()
    ]
    reasons = f"nullif(concat_ws('; ', {', '.join(said)}), '')" if said else "null::varchar"
    rows = f"{source}" if said else "(select 1) where false"
    writer.execute(
        f"""create or replace temp table told_twice as
        select * from (select {row_no if said else "null::bigint"} as row_no, {reasons} as reason from {rows}) where reason is not null"""
    )


def _twice(claim: Claim, first: int, other: int) -> str:
    return (
        f"{claim.spelled[first]}: columns {first + 1} and {other + 1} both have this name and differ; "
        "delete the one that is not meant, or give it another name"
    )


def _reading(names: list[str], delimiter: str) -> str:
    columns = ", ".join(f"{quoting.literal(name)}: 'VARCHAR'" for name in names)
    return (
        f"auto_detect=false, header=false, columns={{{columns}}}, delim={quoting.literal(delimiter)}, "
        "quote='\"', escape='\"', null_padding=false, strict_mode=true, max_line_size=16777216"
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
