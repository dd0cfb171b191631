"""What a reader sees when there is nothing to see, or when it is broken: a sentence that says what to do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException

from ui.screen import st
from ui.words import _

log = logging.getLogger("vetrina")


def empty(sentence: str | None = None) -> None:
    """Nothing in this selection: no error, and no reason to worry."""
    st.info(
        sentence or _("No orders in this selection. Widen the period or clear a filter."),
        icon=":material/filter_alt_off:",
    )


def no_store(told: str) -> None:
    """No store has been built yet."""
    st.info(
        _("There are no data yet. Load your files, or build the sample shop to look around."),
        icon=":material/inventory_2:",
    )
    st.code("python -m data sample\npython -m data load FILES...", language="bash")
    log.warning("no store: %s", told)


@contextmanager
def guarded() -> Iterator[None]:
    """Turns what goes wrong inside into a sentence; the traceback goes to the log, never to the screen."""
    try:
        yield
    except (RerunException, StopException):
        raise
    except ValueError as told:
        # The store's own refusals are sentences for people: a filter that a table does not have, a wrong date.
        log.exception("refused")
        st.error(str(told), icon=":material/error:")
    except Exception:
        log.exception("page failed")
        st.error(_("This part could not be computed. The log of the server says why."), icon=":material/error:")
