"""What failed, in one sentence for the user; what it was, with its traceback, in a log for whoever mends it."""

import errno
import os
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from data import shapes
from data.errors import VetrinaError
from data.store.engine import EngineError, cause

LOG = "vetrina.log"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FAILED = {errno.EIO, errno.ESTALE, errno.ENOTCONN}
# What an error quotes may be a customer's: the log keeps where and what kind, not the text.
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”|\d[\d .,/:-]{4,}\d|[^\s@]+@[^\s@]+")


def sentence(error: BaseException, thing: str, folder: Path | None = None) -> str:
    """What became of `thing` (a file's name, a command) and what to do.

    Args:
        folder: the store's folder; what nobody foresaw is logged there, else in the user's own state folder.
    """
    if isinstance(error, VetrinaError):
        return str(error)
    kind = _kind(error)
    if kind == "disk":
        return f"{thing}: the disk is full, or the file grew beyond its limit; free some space and try again"
    if kind == "failed":
        return (
            f"{thing}: the disk, or the network it is reached by, failed{_at(error)}; check it, then try again "
            "(`vetrina verify` says whether what is published is whole)"
        )
    if kind == "memory":
        return f"{thing} needs more memory than there is; raise VETRINA_MEMORY, or load it in parts"
    if isinstance(error, UnicodeError):
        return f"{thing} is not text of one encoding; export it again as UTF-8"
    if isinstance(error, OSError):
        return f"{thing}: {_place(error)} {(error.strerror or 'cannot be used').lower()}; mend that and try again"
    number = uuid4().hex[:6]
    kept = record(error, f"fault {number}: {thing}", folder)
    return f"{thing}: something unforeseen happened ({type(error).__name__}, fault {number}); {kept}"


def is_of_the_machine(error: BaseException) -> bool:
    """Whether no other file would have fared better: the disk is full, or fails, or there is no memory."""
    return _kind(error) is not None


def record(error: BaseException, thing: str, folder: Path | None = None) -> str:
    """Appends the error and its traceback to the log, without what it quotes; says where that is."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    entry = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC {shapes.scrubbed(thing)}\n{frames}{type(error).__name__}: {_unquoted(error)}\n\n"
    for place in (folder, _state()):
        if place is None or (place is folder and not place.is_dir()):
            continue
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(place / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "a", encoding="utf-8") as log:
                log.write(entry)
        except OSError:
            continue
        return f"its traceback is in {place / LOG}"
    return "no log of it could be written"


def _kind(error: BaseException) -> str | None:
    if isinstance(error, MemoryError):
        return "memory"
    if isinstance(error, OSError) and error.errno in _FULL:
        return "disk"
    if isinstance(error, OSError) and error.errno in _FAILED:
        return "failed"
    return cause(error) if isinstance(error, EngineError) else None


def _at(error: BaseException) -> str:
    """The file that could not be read or written, where the error names it."""
    if isinstance(error, EngineError):
        named = re.search(r'file "([^"]+)"', str(error))
        return f" at {named.group(1)}" if named else ""
    return f" at {error.filename}" if isinstance(error, OSError) and error.filename else ""


def _place(error: OSError) -> str:
    return str(error.filename) if error.filename else "a file"


def _unquoted(error: BaseException) -> str:
    return _QUOTED.sub("…", str(error))


def _state() -> Path:
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "vetrina"
