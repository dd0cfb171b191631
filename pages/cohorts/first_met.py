"""What customers leave in their first year, by how they were first met."""

from analytics.results import Reason
from sheets.choice import Chosen
from sheets.cohorts import first_met, first_met_finding
from ui import cache, charts, export, parts, states, tables, url
from ui.screen import st
from words import explanations
from words.messages import _


def shown(chosen: Chosen) -> None:
    """One sentence, one picture and one step; how it is known below."""
    head = st.container()
    named = first_met.names()
    by = url.one(
        st.segmented_control,
        _("First met by"),
        list(named),
        "cohorts_first_met",
        "channel",
        format_func=named.__getitem__,
    )
    value = first_met.valued(cache.reading(), chosen, by)
    if isinstance(value, Reason):
        head.header(first_met.title(), anchor=False)
        states.empty(explanations.sentence(value))
        return
    picture, room = first_met.picture(value), head.container()
    st.markdown(first_met_finding.finding(value))
    if said := first_met_finding.step(value):
        st.markdown(said)
    if not picture.drawn.empty:
        charts.intervals(picture.drawn, "name", "money", picture.name)
        parts.captions(picture)
    with st.expander(_("How do we know?"), icon=":material/rule:"), st.skeleton(height=240):
        table = first_met.table(value, first_met.expected(cache.reading(), chosen, by))
        tables.rows(table.drawn, f"{table.name}_table", table.columns)
        for caption in table.captions[1:]:  # the first is the finding above
            st.caption(caption)
    with room:
        export.part(table, chosen)
