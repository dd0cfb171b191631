"""What a reader sees when there is nothing to see, or when it is broken: a sentence that says what to do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException

from analytics.results import fault
from ui import faults
from ui.faults import Fault
from ui.words import _

log = logging.getLogger(__name__)


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
    """Turns what breaks inside into a fault with a number; the traceback goes to the log, never to the screen."""
    try:
        yield
    except (RerunException, StopException):
        raise
    except Exception:
        faults.shown(Fault(fault(log, "drawing a page")))
