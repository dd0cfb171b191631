"""The record of what readers did: one line of JSON a deed, beside the store's versions and of none of them; only ever added to.

Each line carries a digest of itself and the line before, so that a line changed or taken out is seen (`is_whole`); one cut off at the end by
whoever may write the folder is not.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.store import durable

FILE = "record.jsonl"
DEEDS = (
    "signed_in",
    "not_let_in",
    "saw_persons",
    "exported",
    "loaded",
    "noted",
    "note_removed",
    "forgot",
    "rotated_key",
)
TAIL = 1 << 16  # bytes in which the last line is looked for
MOST_PERSONS = 100_000  # from China a year: from there on the rules of the CAC of 22 March 2024 ask for a filing
NEAR = 0.8


@dataclass(frozen=True)
class Deed:
    """One thing done.

    Attributes:
        at: when, UTC, as ISO text.
        who: as the table of users names them; empty where nobody signs in.
        did: one of `DEEDS`.
        what: a page, a file's name, a number of files, an account.
        persons: from China whose rows went along, at most; None where that was not counted.
    """

    at: str
    who: str
    role: str
    did: str
    what: str = ""
    persons: int | None = 0


def note_down(home: Path, who: str, role: str, did: str, what: str = "", persons: int | None = 0) -> None:
    """Adds a deed; on disk before this returns.

    Raises:
        OSError: it cannot be written.
    """
    if did not in DEEDS:
        raise ValueError(f"{did!r} is no deed; give one of {', '.join(DEEDS)}")
    deed = Deed(datetime.now(UTC).isoformat(timespec="seconds"), who, role, did, what, persons)
    durable.folder(home)
    handle = os.open(home / FILE, os.O_RDWR | os.O_CREAT | os.O_APPEND, durable.FILE_MODE)
    with os.fdopen(handle, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(max(0, os.fstat(handle).st_size - TAIL))
        lines = file.read().splitlines()
        before = _digest_of(lines[-1]) if lines else ""
        told = asdict(deed)
        file.write(json.dumps({**told, "chain": _chained(before, told)}, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(handle)


def deeds(home: Path) -> list[Deed]:
    """All that was done, the first first; a line that is none is left out."""
    return [deed for _line, deed, _chain in _read(home) if deed]


def is_whole(home: Path) -> bool:
    """Whether no line was changed or taken out before the last."""
    before = ""
    for _line, deed, chain in _read(home):
        if deed is None or chain != _chained(before, asdict(deed)):
            return False
        before = chain
    return True


def persons(done: Iterable[Deed], year: int) -> int:
    """From China, at most so many persons' rows were exported in a calendar year (UTC): one is counted in each export."""
    return sum(deed.persons or 0 for deed in done if deed.at.startswith(f"{year}-"))


def openings(done: Iterable[Deed], year: int) -> tuple[int, int]:
    """How often in a calendar year (UTC) a page was opened by who sees figures of single persons, and by how many readers."""
    seen = [deed.who for deed in done if deed.did == "saw_persons" and deed.at.startswith(f"{year}-")]
    return len(seen), len(set(seen))


def uncounted(done: Iterable[Deed], year: int) -> int:
    """Exports of a year whose persons were not counted."""
    return sum(deed.persons is None for deed in done if deed.at.startswith(f"{year}-"))


def _read(home: Path) -> list[tuple[bytes, Deed | None, str]]:
    try:
        lines = (home / FILE).read_bytes().splitlines()
    except FileNotFoundError:
        return []
    return [(line, *_deed(line)) for line in lines]


def _deed(line: bytes) -> tuple[Deed | None, str]:
    try:
        told = json.loads(line)
        chain = str(told.pop("chain"))
        return Deed(**told), chain
    except (ValueError, TypeError, KeyError, AttributeError):
        return None, ""


def _digest_of(line: bytes) -> str:
    return _deed(line)[1]


def _chained(before: str, told: dict[str, object]) -> str:
    return hashlib.sha256((before + json.dumps(told, sort_keys=True)).encode()).hexdigest()[:32]
