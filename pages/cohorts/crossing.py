"""Where customers first met in one channel buy later."""

from sheets import withheld
from sheets.choice import Chosen
from sheets.cohorts.crossing import crossing, title
from ui import cache, charts, parts
from ui.screen import st


def shown(chosen: Chosen) -> None:
    """First channel against repeat channel: streams by the next order, and shares who ever came back there."""
    part = withheld.part(crossing, cache.reading(), chosen, title=title())
    if not parts.headed(part, chosen):
        return
    streams, shares, both = part.captions
    left, right = st.columns(2, gap="medium")
    with left:
        moved = part.drawn[part.drawn["by_second_order"] > 0]
        charts.sankey(moved, "first", "later", "by_second_order", "crossing_flow")
        st.caption(streams)
    with right:
        charts.heatmap(part.drawn, "later", "first", "share", "percent", "crossing")
        st.caption(shares)
    st.caption(both)
