"""What is out of the ordinary, each with a link to it."""

from sheets import unusual
from sheets.choice import Chosen
from ui import cache, export
from ui.screen import st
from ui.text import links
from words.messages import _


def render(chosen: Chosen) -> None:
    """The list, or that there is nothing on it."""
    part = unusual.week(cache.reading(), chosen)
    export.part(part, chosen)
    if part.drawn.empty:
        st.caption(part.empty)
        return
    st.markdown(links(part.drawn["said"].tolist(), part.drawn["address"].tolist(), _("show")))
    st.caption(" ".join(part.captions))
