"""What is out of the ordinary, each with a link to it."""

from sheets import unusual
from sheets.choice import Chosen
from ui import cache, export, reader, url
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
    addresses = [url.taken_along(address, reader.KEY, "look") for address in part.drawn["address"]]
    st.markdown(links(part.drawn["said"].tolist(), addresses, _("show")))
    st.caption(" ".join(part.captions))
