"""No command ends in a traceback: its errors are sentences on standard error, its exit code says which kind."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from data import faults
from data.errors import VetrinaError

MISUSED = 2
FAILED = 3
STOPPED = 130  # as a shell says it of a program ended by the keyboard


def guarded(run: Callable[[], int], command: str, folder: Path | None = None) -> int:
    """The command's own exit code; 2 for an error that names what to do, 3 for a fault of ours or of the machine.

    Args:
        command: its name, said before what nobody foresaw.
        folder: the store's folder, whose log takes the tracebacks.
    """
    try:
        return run()
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(f"{command}: stopped; nothing half-done was kept", file=sys.stderr)
        return STOPPED
    except VetrinaError as error:
        print(f"{command}: {error}", file=sys.stderr)
        return MISUSED
    except Exception as error:
        print(faults.sentence(error, command, folder), file=sys.stderr)
        return FAILED
