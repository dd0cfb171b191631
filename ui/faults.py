"""What broke, on screen: never as an answer, and with the number that finds it in the log."""

from dataclasses import dataclass

from ui.screen import st
from words.messages import _


@dataclass(frozen=True)
class Fault:
    """Something broke; `number` is that of its line in the log, as `analytics.results.fault` gave it."""

    number: str


def shown(fault: Fault) -> None:
    """The fault where the part it broke would stand."""
    st.error(
        _("This part could not be computed. The log of the server says why: fault {number}.", number=fault.number),
        icon=":material/error:",
    )
