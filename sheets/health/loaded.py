"""What is loaded, how fresh it is, and what was refused."""

from analytics.health import freshness, loads, rejects, row_counts
from sheets.columns import Columns
from sheets.figure import Figure
from sheets.part import Part
from sheets.reading import Reading
from words import formats, labels
from words.messages import _, plural


def glance(reading: Reading) -> list[Figure]:
    """What was loaded, and when last."""
    files = reading.fact(loads)
    seen, rejected = int(files["rows_seen"].sum()), int(files["rows_rejected"].sum())
    return [
        Figure(_("Files loaded"), formats.number(len(files))),
        Figure(_("Rows read"), formats.number_short(seen)),
        Figure(_("Rows refused"), formats.number(rejected)),
        Figure(_("Last load (UTC)"), formats.day(reading.store.loaded_at)),
    ]


def differing(reading: Reading) -> str:
    """That files state other totals than their rows add up to; empty where none does."""
    files = reading.fact(loads)
    n = int((files["declared_matches"] == False).sum())  # noqa: E712  three-valued: empty where a file states nothing
    told = plural(
        "{n} file states totals that differ from the rows in it.",
        "{n} files state totals that differ from the rows in them.",
        n,
    )
    return told if n else ""


def fresh(reading: Reading) -> Part:
    """How far the data of each system reach; drawn with names for what they tell of."""
    table = reading.fact(freshness)
    return Part(
        _("How fresh is it?"),
        "freshness",
        table,
        table.assign(what=[labels.named("content", code) for code in table["what"]]),
        columns={
            "system": (_("System"), "text"),
            "what": (_("What"), "text"),
            "first_on": (_("From"), "day"),
            "last_on": (_("To"), "day"),
            "rows": (_("Rows"), "number"),
            "files": (_("Files"), "number"),
            "loaded_at": (_("Loaded (UTC)"), "moment"),
        },
        empty=_("Nothing has been loaded yet."),
    )


def files(reading: Reading) -> Part:
    """Every file that was loaded, newest first."""
    table = reading.fact(loads)
    return Part(
        _("Files"),
        "loads",
        table,
        table,
        columns={
            "file_name": (_("File"), "text"),
            "system": (_("System"), "text"),
            "layout": (_("Layout"), "text"),
            "encoding": (_("Encoding"), "text"),
            "rows_seen": (_("Rows read"), "number"),
            "rows_loaded": (_("Loaded"), "number"),
            "rows_duplicate": (_("Duplicate"), "number"),
            "rows_rejected": (_("Refused"), "number"),
            "declared_matches": (_("Totals agree"), "yes"),
            "message": (_("Message"), "text"),
            "loaded_at": (_("Loaded (UTC)"), "moment"),
        },
        empty=_("No file has been loaded yet."),
    )


def refused_title() -> str:
    """What the rows refused are called, also where they are not told."""
    return _("Rows refused, and why")


def refused(reading: Reading) -> Part:
    """Rows that were refused, alike ones together, most first."""
    table = reading.fact(rejects)
    return Part(
        refused_title(),
        "rejects",
        table,
        table,
        columns={
            "file_name": (_("File"), "text"),
            "reason": (_("Why"), "text"),
            "rows": (_("Rows"), "number"),
            "first_row": (_("First at row"), "number"),
        },
        empty=_("No row was refused."),
    )


def stored(reading: Reading) -> Part:
    """How many rows each table of the store holds."""
    table = reading.fact(row_counts)
    columns: Columns = {"table_name": (_("Table"), "text"), "rows": (_("Rows"), "number")}
    return Part(_("Rows in each table"), "row_counts", table, table, columns=columns)
