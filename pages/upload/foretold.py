"""What the files would bring, before anything is stored; and what they brought."""

from data.rehearsal import Rehearsal
from pages.upload.own import Loaded
from sheets import upload
from sheets.part import Part
from ui import reader, states, tables, url
from ui.screen import st
from ui.text import bullets, markdown, paragraphs
from words import bounds, formats
from words.messages import _, plural


def shown(rehearsal: Rehearsal) -> None:
    """The files, their rows, their money, what would be refused and what would change."""
    if rehearsal.replaces_sample:
        st.warning(
            _(
                "The sample shop gives way to your own files: sample and real rows never mix. It stays as the version before."
            ),
            icon=":material/swap_horiz:",
        )
    part = upload.files(rehearsal)
    st.header(part.title, anchor=False)
    tables.rows(part.drawn, part.name, part.columns)
    _refusals(rehearsal)
    for number, table in enumerate(rehearsal.tables):
        if not table.content.rows.empty:
            rows = upload.first_rows(table)
            with st.expander(_("First rows as they would load: {file}", file=rows.title), expanded=number == 0):
                tables.rows(rows.drawn, f"{rows.name}_{number}", rows.columns)
    st.header(_("What would change"), anchor=False)
    with st.grid(4, min_column_width=165, gap="small"):
        for figure in upload.changes(rehearsal):
            st.metric(figure.name, figure.value, border=True)
    if rehearsal.currency != (rehearsal.currency_before or "EUR"):
        told = _("All amounts of the shop would be stated in {currency} from then on.", currency=rehearsal.currency)
        st.info(told, icon=":material/currency_exchange:")
    if sentences := upload.missing_rates(rehearsal):
        st.warning(_without_rates(sentences, rehearsal), icon=":material/currency_exchange:")
    _table(upload.totals(rehearsal))
    _table(upload.conserved([table.report for table in rehearsal.tables]))
    _table(upload.refused(rehearsal))
    first = upload.first_refused(rehearsal)
    if not first.drawn.empty:
        with st.expander(first.title):
            tables.rows(first.drawn, first.name, first.columns)


def done(loaded: Loaded) -> None:
    """Which version is shown now, and where to see what is in it."""
    seen, new, rejected = (
        sum(getattr(report, name) for report in loaded.reports)
        for name in ("rows_seen", "rows_loaded", "rows_rejected")
    )
    counts = _(
        "{seen} rows read, {new} loaded, {rejected} refused.",
        seen=formats.number(seen),
        new=formats.number(new),
        rejected=formats.number(rejected),
    )
    if loaded.after == loaded.before:
        st.info(
            paragraphs(counts, _("Nothing in these files was new; the version stays as it is.")),
            icon=":material/done_all:",
        )
        return
    address = url.taken_along("/health?period=all", reader.KEY, "look")
    link = markdown("[{label}](" + address + ")", label=_("See it in Data health"))
    st.success(
        paragraphs(_("Version {n} is published, and every page shows it now.", n=loaded.after), counts, link),
        icon=":material/check_circle:",
    )
    money = upload.conserved(loaded.reports, is_loaded=True)
    if not money.drawn.empty:
        _table(money)


def _refusals(rehearsal: Rehearsal) -> None:
    """The files of which nothing would load, each with its reason."""
    refused = [table for table in rehearsal.tables if not table.report.ok]
    if not refused:
        return
    told = plural("{n} table would not be loaded:", "{n} tables would not be loaded:", len(refused))
    reasons = [_("{file}: {reason}", file=upload.name(table), reason=bounds.refusal(table.report)) for table in refused]
    st.warning(paragraphs(told, bullets(reasons)), icon=":material/block:")


def _without_rates(sentences: list[str], rehearsal: Rehearsal) -> str:
    remedies = [
        _(
            "They would count as orders but in no amount. Drop the reference rates of the European Central Bank, eurofxref-hist.zip, "
            "into the field above as well."
        )
    ]
    if (rehearsal.missing_rates["currency"] == "").any():
        remedies.append(_("Where no currency is stated, say it above."))
    return paragraphs(bullets(sentences), *remedies)


def _table(part: Part) -> None:
    st.header(part.title, anchor=False)
    if part.drawn.empty:
        states.empty(part.empty)
        return
    tables.rows(part.drawn, part.name, part.columns)
