"""The folder in which a load unpacks, decodes and spills: inside the store, open to its owner only.

It is emptied under the writer's lock, so what a killed load left of its customers' rows is gone with the next one.
"""

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

FOLDER = "scratch"
READER = "reader-"
UPLOADS = "vetrina-upload-"


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


def uploads() -> str:
    """How the folder in the machine's own temporary one begins that takes what a browser sent to this process."""
    return f"{UPLOADS}{os.getpid()}-"


def leftovers() -> tuple[int, int]:
    """Removes such folders of processes that ended; how many went, and how many are in use by processes that live."""
    gone = used = 0
    for left in Path(tempfile.gettempdir()).glob(f"{UPLOADS}*"):
        if not left.is_dir() or left.is_symlink() or left.stat().st_uid != os.getuid():
            continue
        process = re.match(rf"{UPLOADS}(\d+)-", left.name)
        if process and _lives(int(process[1])):
            used += 1
        else:
            shutil.rmtree(left, ignore_errors=True)
            gone += 1
    return gone, used


def _is_in_use(left: Path) -> bool:
    """Whether a living reader spills there."""
    process = left.name.removeprefix(READER)
    return left.name.startswith(READER) and process.isdigit() and _lives(int(process))


def _lives(process: int) -> bool:
    with suppress(ProcessLookupError, OverflowError):
        try:
            os.kill(process, 0)
        except PermissionError:  # somebody else's, and alive
            return True
        return True
    return False
