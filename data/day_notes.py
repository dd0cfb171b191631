"""What the shop's own people note of a day: a new window display, another store manager, a water leak.

Notes stand in a table of their own. The store's one writer adds and removes them, so that readers keep reading, and every
later load, renewal or undone merge builds on a version that has them.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pandas as pd

from data import closed, shapes
from data.errors import BadRequest
from data.store import Home, Writer, writing

TABLE, KIND = "day_notes", "note"
LONGEST = 200  # letters
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
WAIT = 600.0  # seconds for another writer
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class DayNote:
    """A note.

    Attributes:
        note_id: by which it is removed.
        day: what it is pinned to.
        text: on one line.
        market, channel: what it is of; empty for all.
    """

    note_id: str
    day: date
    text: str
    market: str = ""
    channel: str = ""


class UnfitNote(BadRequest):
    """A note that is not kept; `code` says why: `empty`, `long`, `person`, `day`, `market`, `channel`, `unknown`."""

    def __init__(self, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code


def plain(text: str) -> str:
    """A text on one line, without signs that nobody sees."""
    return _BLANKS.sub(" ", text).strip()


def add(home: str | Path | None, day: date, text: str, market: str = "", channel: str = "", wait: float = WAIT) -> str:
    """Keeps a note; readers see it in the next version.

    Args:
        wait: seconds for another writer to end.

    Returns:
        Its number, by which it is removed.

    Raises:
        UnfitNote: there is nothing to keep, too much, a detail of a person, or a market, channel or day that is none.
        NoStore: there is no store to keep it in.
        Busy: another process is writing.
    """
    kept = DayNote(uuid4().hex[:8], day, plain(text), market.strip().upper(), channel.strip())
    _refuse_unfit(kept)
    place = Home(home)
    place.refuse_spark()
    place.current()
    with writing(home, kind=KIND, note="a note was added", wait=wait) as writer:
        row = {"note_id": kept.note_id, "day": kept.day, "note": kept.text, "noted_at": datetime.now(UTC)}
        writer.insert(TABLE, pd.DataFrame([row | {"market": kept.market or None, "channel": kept.channel or None}]))
    return kept.note_id


def remove(home: str | Path | None, note_id: str, wait: float = WAIT) -> None:
    """Removes a note, also from the free blocks of the version's file.

    Raises:
        UnfitNote: there is no such note.
        NoStore, Busy: as in `add`.
    """
    place = Home(home)
    place.refuse_spark()
    place.current()
    with writing(home, kind=KIND, note="a note was removed", wait=wait) as writer:
        if not writer.execute(f"delete from {TABLE} where note_id = ? returning note_id", [note_id]):
            raise UnfitNote(f"there is no note {note_id[:40]!r}; `vetrina note --list` shows them", "unknown")
        _touch(writer)


def _touch(writer: Writer) -> None:
    writer.touched.add(TABLE)
    writer.is_cleaned = True


def _refuse_unfit(note: DayNote) -> None:
    if not note.text:
        raise UnfitNote("the note is empty; write what happened", "empty")
    if len(note.text) > LONGEST:
        raise UnfitNote(f"the note has {len(note.text)} letters; {LONGEST} at most stand on a chart", "long")
    if shapes.shows_person(note.text) or shapes.is_persons_key(note.text):
        raise UnfitNote(
            "the note holds a detail of a person (an e-mail, a phone number, a name alone, a number of a document, card or "
            "account); write it without: notes are seen by all readers and stand in exports",
            "person",
        )
    if not FIRST_DAY <= note.day <= LAST_DAY:
        raise UnfitNote(f"the day is {note.day}; give one from {FIRST_DAY} to {LAST_DAY}", "day")
    if note.market and note.market.lower() not in {code.lower() for code in closed.markets().values()}:
        raise UnfitNote(f"the market is {note.market[:40]!r}; give the two letters of a country, such as CN", "market")
    if note.channel and note.channel not in closed.words()["channel"]:
        there = ", ".join(closed.words()["channel"])
        raise UnfitNote(f"the channel is {note.channel[:40]!r}; give one of {there}", "channel")
