"""What is out of the ordinary, each with a link to it."""

from sheets import unusual
from sheets.choice import Chosen
from ui import cache, export, reader, terms, trail, url
from ui.screen import st
from ui.text import links
from words.messages import _


def crumb() -> None:
    """The way back, for who came by a link of the list."""
    trail.crumb(_("Back to what is out of the ordinary"))


def render(chosen: Chosen) -> None:
    """The list, or that there is nothing on it."""
    part = unusual.week(cache.reading(), chosen)
    export.part(part, chosen)
    if part.drawn.empty:
        st.caption(part.empty)
        return
    kept = (reader.KEY, "look", *terms.KEYS)
    addresses = [trail.along(url.taken_along(address, *kept)) for address in part.drawn["address"]]
    st.markdown(links(part.drawn["said"].tolist(), addresses, _("show")))
    st.caption(" ".join(part.captions))
