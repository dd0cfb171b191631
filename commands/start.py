"""Where a command begins as a program: from its first moment a stop, by the keyboard or the machine, is a sentence, not a traceback.

Nothing heavy is imported here: libraries take a second to load, and that second must be safe already.
"""

import os
import signal
import sys
from types import FrameType


def program(name: str = "vetrina") -> int:
    """Runs the command line of this process; see `commands.vetrina`.

    Args:
        name: what was typed before the verb.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _leave)
    from commands.vetrina import command  # the second that it takes is guarded by the line above
    from data import stop

    run = command(sys.argv[1:], name)
    try:
        stop.listen()
        return run()
    except KeyboardInterrupt:
        return stop.code()
    finally:
        # All is said and written: libraries that tidy up after us may be stopped without a word.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)


def _leave(number: int, _frame: FrameType | None) -> None:
    """Ends the process while its libraries load: nothing was begun, so nothing is half-done."""
    os.write(2, b"stopped; nothing was begun\n")
    os._exit(128 + number)  # as a shell says it of a program ended by a signal
