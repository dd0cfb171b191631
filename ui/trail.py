"""Where a reader came from by a link within the application, and the way back: what was picked there, kept in the address."""

from urllib.parse import parse_qsl, urlencode

from sheets.choice import COLUMNS
from ui import terms, url
from ui.screen import st
from words.messages import _

KEY = "back"
# what the way back picks; what a reader reads in (language, look) stays as it is
PICKED = (*COLUMNS, "period", "since", "to", "compare", "compare_from", "also", "stores", *terms.KEYS)
USUAL = "period=12m"  # of a page at whose address nothing was picked
LONGEST, MOST = 2000, 40  # letters and parameters of an address that people made


def along(query: str) -> str:
    """A query such as `?market=CN`, with what is picked now as the way back from it."""
    here = {name: st.query_params[name] for name in PICKED if name in st.query_params}
    return f"{query}&{urlencode({KEY: urlencode(here) or USUAL})}"


def back(told: str) -> dict[str, str]:
    """What was picked where the reader came from, by parameter; empty where nobody came by a link.

    Args:
        told: by the address, which is not believed: a link of anybody's may hold it.
    """
    if told.count("&") >= MOST:
        return {}
    pairs = dict(parse_qsl(told[:LONGEST]))
    return {name: value for name, value in pairs.items() if name in PICKED}


def crumb(origin: str) -> None:
    """Where the reader came from, as a click that leads back; nothing where they came by no link.

    Args:
        origin: what the page they came from calls the list that held the link.
    """
    url.kept(KEY, _("Way back"))
    if there := back(str(st.session_state.get(KEY) or "")):
        st.button(
            origin,
            key="trail",
            icon=":material/arrow_back:",
            type="tertiary",
            help=_("You came from there"),
            on_click=_go,
            args=(there,),
        )


def _go(there: dict[str, str]) -> None:
    for name in (*PICKED, KEY):
        if name in st.session_state:
            st.session_state[name] = there.get(name, "")
