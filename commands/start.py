"""Where a command begins as a program: from its first moment a stop from the keyboard is a sentence, not a traceback.

Nothing heavy is imported here: libraries take a second to load, and that second must be safe already.
"""

import os
import signal
import sys
from types import FrameType

STOPPED = 130  # as a shell says it of a program ended by the keyboard


def program(name: str = "vetrina") -> int:
    """Runs the command line of this process; see `commands.vetrina`.

    Args:
        name: what was typed before the verb.
    """
    signal.signal(signal.SIGINT, _leave)
    from commands.vetrina import command  # the second that it takes is guarded by the line above

    run = command(sys.argv[1:], name)
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return run()
    except KeyboardInterrupt:
        return STOPPED
    finally:
        # All is said and written: libraries that tidy up after us may be stopped without a word.
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Ends the process while its libraries load: nothing was begun, so nothing is half-done."""
    os.write(2, b"stopped; nothing was begun\n")
    os._exit(STOPPED)
