"""What a reader sees when there is nothing to see, or when it is broken: a sentence that says what to do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException

from analytics.results import Reason, fault
from analytics.results import refused as why
from data.errors import OutOfReach, Refused
from data.store import DamagedPointer, NewerStore, OldStore, StoreError
from sheets import notes
from sheets.choice import Chosen
from ui import cache, faults
from ui.faults import Fault
from ui.screen import st
from words import explanations
from words.messages import _

log = logging.getLogger(__name__)


def empty(sentence: str) -> None:
    """Nothing in this selection: no error, and no reason to worry."""
    st.info(sentence, icon=":material/filter_alt_off:")


def nothing(chosen: Chosen, sentence: str = "") -> None:
    """A selection with nothing to show, and why: orders without an exchange rate are never called no orders.

    Args:
        chosen: what the page shows.
        sentence: what to say where no rate is missing; by default that there are no orders.
    """
    empty(notes.nothing(cache.reading(), chosen, sentence))


def no_store(reason: str) -> None:
    """No store has been built yet."""
    st.info(
        _("There are no data yet. Load your files, or build the sample shop to look around."),
        icon=":material/inventory_2:",
    )
    st.code("vetrina sample\nvetrina load FILES...", language="bash")
    log.warning("no store: %s", reason)


def unusable_store(error: StoreError) -> None:
    """There is a store, and it cannot be read as it is: never taken for an empty one."""
    sentences = {
        DamagedPointer: _("The store cannot say which of its versions is the newest, so nothing is shown."),
        OldStore: _(
            "The store was built by an earlier version of Vetrina. Bring it up to date, then reload this page."
        ),
        NewerStore: _("The store was built by a newer version of Vetrina. Update Vetrina, then reload this page."),
    }
    st.error(sentences.get(type(error), _("The store cannot be read.")), icon=":material/error:")
    if error.command:
        st.code(error.command, language="bash")
    log.error("%s", error)


def withheld() -> None:
    """What a page leaves out, since it tells of single customers."""
    st.info(explanations.sentence(Reason("hidden_persons")), icon=":material/lock:")


@contextmanager
def guarded() -> Iterator[None]:
    """Turns what breaks inside into a fault with a number; the traceback goes to the log, never to the screen."""
    try:
        yield
    except (RerunException, StopException):
        raise
    except OutOfReach as refused:
        log.info("%s", refused)
        st.info(explanations.sentence(why(refused)), icon=":material/lock:")
    except Refused as refused:
        log.warning("%s", refused)
        st.info(_("Your access changed while this page was drawn. Reload it."), icon=":material/lock:")
    except Exception:
        faults.shown(Fault(fault(log, "drawing a page")))
