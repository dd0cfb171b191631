"""Data health."""

from typing import Any

import pandas as pd

from analytics.health import checks, freshness, loads, rejects, row_counts
from analytics.metrics import metrics
from ui import cache, export, filters, header, states, tables
from ui.screen import st
from ui.text import bullets, markdown
from words import formats, labels, messages
from words.messages import _, plural

HEEDS = ()  # what is loaded is of the whole shop


def render() -> None:
    """What is loaded, how fresh is it, what was refused, and what does not add up?"""
    st.title(_("Data health"))
    header.line(filters.bar(*HEEDS))
    files = cache.of_store(loads)
    _summary(files)
    _checks()
    _freshness()
    _loads(files)
    _rejects()
    with st.expander(_("Rows in each table")):
        _tables()
    _glossary()


def _summary(files: pd.DataFrame) -> None:
    seen, rejected = int(files["rows_seen"].sum()), int(files["rows_rejected"].sum())
    differing = int((files["declared_matches"] == False).sum())  # noqa: E712  three-valued: empty where a file states nothing
    last = cache.store().loaded_at
    with st.grid(4, min_column_width=165, gap="small"):
        st.metric(_("Files loaded"), formats.number(len(files)), border=True)
        st.metric(_("Rows read"), formats.number_short(seen), border=True)
        st.metric(_("Rows refused"), formats.number(rejected), border=True)
        st.metric(_("Last load (UTC)"), formats.day(last), border=True)
    if differing:
        told = plural(
            "{n} file states totals that differ from the rows in it.",
            "{n} files state totals that differ from the rows in them.",
            differing,
        )
        st.warning(told, icon=":material/rule:")


def _checks() -> None:
    table = cache.of_store(checks, language=messages.language())
    export.heading(_("Do the numbers add up?"), table, "checks")
    failed = table[~table["passed"]]
    for kind, symbol in (("wrong", ":red-badge"), ("partial", ":orange-badge"), ("note", ":gray-badge")):
        for row in failed[failed["kind"] == kind].itertuples():
            _failed(row, symbol)
    passed = table.loc[table["passed"], "title"]
    if len(passed):
        with st.expander(plural("{n} check passed", "{n} checks passed", len(passed)), icon=":material/check_circle:"):
            st.markdown(bullets(list(passed)))


def _failed(check: Any, symbol: str) -> None:
    share = check.share
    part = "" if formats.missing(share) else f" ({formats.percent(share, 1 if share >= 0.001 else 3)})"
    values = {"kind": _kind(check.kind), "title": check.title, "rows": formats.number(check.rows)}
    text = symbol + "[{kind}] **{title}** · {rows}{share}  \n{meaning}"
    st.markdown(markdown(text, share=part, meaning=check.meaning, **values))


def _kind(kind: str) -> str:
    return {"wrong": _("Wrong"), "partial": _("Partial"), "note": _("Note")}[kind]


def _freshness() -> None:
    table = cache.of_store(freshness)
    export.heading(_("How fresh is it?"), table, "freshness")
    if table.empty:
        states.empty(_("Nothing has been loaded yet."))
        return
    tables.show(
        table.assign(what=[labels.named("content", code) for code in table["what"]]),
        "freshness",
        system=(_("System"), "text"),
        what=(_("What"), "text"),
        first_on=(_("From"), "day"),
        last_on=(_("To"), "day"),
        rows=(_("Rows"), "number"),
        files=(_("Files"), "number"),
        loaded_at=(_("Loaded (UTC)"), "moment"),
    )


def _loads(files: pd.DataFrame) -> None:
    export.heading(_("Files"), files, "loads")
    if files.empty:
        states.empty(_("No file has been loaded yet."))
        return
    tables.show(
        files,
        "loads",
        file_name=(_("File"), "text"),
        system=(_("System"), "text"),
        layout=(_("Layout"), "text"),
        encoding=(_("Encoding"), "text"),
        rows_seen=(_("Rows read"), "number"),
        rows_loaded=(_("Loaded"), "number"),
        rows_duplicate=(_("Duplicate"), "number"),
        rows_rejected=(_("Refused"), "number"),
        declared_matches=(_("Totals agree"), "yes"),
        message=(_("Message"), "text"),
        loaded_at=(_("Loaded (UTC)"), "moment"),
    )


def _rejects() -> None:
    table = cache.of_store(rejects)
    export.heading(_("Rows refused, and why"), table, "rejects")
    if table.empty:
        st.success(_("No row was refused."), icon=":material/check_circle:")
        return
    tables.show(
        table,
        "rejects",
        file_name=(_("File"), "text"),
        reason=(_("Why"), "text"),
        rows=(_("Rows"), "number"),
        first_row=(_("First at row"), "number"),
    )


def _tables() -> None:
    tables.show(cache.of_store(row_counts), "row_counts", table_name=(_("Table"), "text"), rows=(_("Rows"), "number"))


def _glossary() -> None:
    table = pd.DataFrame(
        {
            "metric": key,
            "name": entry.named(messages.language()),
            "formula": entry.formula,
            "note": entry.explained(messages.language()),
        }
        for key, entry in metrics().items()
    )
    export.heading(_("What every metric means"), table, "glossary")
    tables.show(
        table, "glossary", name=(_("Metric"), "text"), formula=(_("Formula"), "text"), note=(_("Meaning"), "text")
    )
