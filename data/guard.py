"""No command ends in a traceback: its errors are sentences on standard error, its exit code says which kind."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from data import faults, stop
from data.errors import VetrinaError

MISUSED = 2
FAILED = 3


def guarded(run: Callable[[], int], command: str, folder: Path | None = None) -> int:
    """The command's own exit code; 2 for an error that names what to do, 3 for a fault of ours or of the machine.

    Args:
        command: its name, said before what nobody foresaw.
        folder: the store's folder, whose log takes the tracebacks.
    """
    try:
        return run()
    except KeyboardInterrupt:
        return _stopped(command)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except VetrinaError as error:
        print(f"{command}: {error}", file=sys.stderr)
        return MISUSED
    except Exception as error:
        if stop.is_told():  # the engine says it in an error of its own
            return _stopped(command)
        print(faults.sentence(error, command, folder), file=sys.stderr)
        return FAILED


def _stopped(command: str) -> int:
    print(f"{command}: stopped; nothing half-done was kept", file=sys.stderr)
    return stop.code()
