"""The folder in which a load unpacks, decodes and spills: inside the store, open to its owner only.

It is emptied under the writer's lock, so what a killed load left of its customers' rows is gone with the next one.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

FOLDER = "scratch"
READER = "reader-"


def emptied(store: Path) -> Path:
    """The store's scratch folder with nothing in it; to be called by who holds the store's lock."""
    folder = _made(store)
    for left in folder.iterdir():
        if left.is_dir() and not _is_in_use(left):
            shutil.rmtree(left)
        elif not left.is_dir():
            left.unlink()
    return folder


def spill(store: Path) -> Path | None:
    """Where a reader of this process may spill what its memory does not hold; None where the store may not be written."""
    try:
        return _made(store) / f"{READER}{os.getpid()}"
    except OSError:
        return None


def _made(store: Path) -> Path:
    folder = store / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder.resolve()


def _is_in_use(left: Path) -> bool:
    """Whether a living reader spills there."""
    process = left.name.removeprefix(READER)
    if not (left.name.startswith(READER) and process.isdigit()):
        return False
    with suppress(ProcessLookupError, OverflowError):
        try:
            os.kill(int(process), 0)
        except PermissionError:  # somebody else's, and alive
            return True
        return True
    return False
