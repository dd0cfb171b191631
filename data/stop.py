"""Told to stop, by the keyboard (SIGINT) or by a machine that shuts down (SIGTERM).

What runs then ends where it stands and cleans up. A statement that the engine is at ends too, but in an error of the engine's
own: whoever catches errors of one file asks here first, else the next file would be begun as if nothing had been said.
"""

import signal
from types import FrameType

STOPPED = 130  # as a shell says it of a program ended by the keyboard
TERMINATED = 143  # and of one that was told to end
_TOLD: list[int] = []  # the signals that came so far


def listen() -> None:
    """From here on both signals end the program in order; to be called by its main thread."""
    signal.signal(signal.SIGINT, _hear)
    signal.signal(signal.SIGTERM, _hear)


def is_told() -> bool:
    """Whether this process was told to stop."""
    return bool(_TOLD)


def obey() -> None:
    """Goes on with the stop where an error hides it.

    Raises:
        KeyboardInterrupt: this process was told to stop.
    """
    if _TOLD:
        raise KeyboardInterrupt


def code() -> int:
    """How a program that was stopped ends."""
    return TERMINATED if signal.SIGTERM in _TOLD else STOPPED


def _hear(number: int, _frame: FrameType | None) -> None:
    _TOLD.append(number)
    raise KeyboardInterrupt
