"""How much an archive or a workbook may ask of the machine, and the refusal that says what was found and what the bound is."""

import stat
import struct
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal

from data.errors import Unreadable

Kind = Literal["members", "size", "ratio", "depth", "time", "cells", "link", "device", "entities"]

MEMBERS = 10_000  # of an archive, those of archives inside it among them
DIRECTORY = MEMBERS << 10  # bytes of an archive's list of members
SIZE = 16 << 30  # bytes that one file unpacks to
BOOK = 2 << 30  # bytes that a workbook unpacks to: a part of it is held in memory
RATIO, FREE = 200, 256 << 20  # times its packed size; whatever unpacks to less bytes than this is free of it
DEPTH = 3  # archives within archives
SECONDS = 900.0  # for unpacking one file
CELLS = 300_000_000  # of a sheet, empty ones between others among them
_PROLOGUE = 1 << 16
_ENDING = (1 << 16) + 22  # bytes at an archive's end in which the place of its list of members stands

SENTENCES: dict[Kind, str] = {
    "members": "{name} has more than {bound} members; pack it into several archives",
    "size": "{name} unpacks to {found}, more than {bound}; unpack it and load its parts, or export fewer days at a time",
    "ratio": "{name} unpacks to more than {bound} times its size, as no export does; export it again",
    "depth": "{name} lies {found} archives deep, deeper than {bound}; unpack it and load it by itself",
    "time": "{name} was not unpacked within {bound} seconds; unpack it and load its parts",
    "cells": "{name} has more than {bound} cells; save it as csv, or export fewer days at a time",
    "link": "{name} is a link to another file, and is not followed; pack the file itself",
    "device": "{name} is a device or a pipe, no file; pack files only",
    "entities": "{name} declares a document type or entities, as no export does; {advice}",
}
SAVE_AGAIN = "open it in a spreadsheet program and save it again as .xlsx or .csv"


@dataclass(frozen=True)
class Bound:
    """What went beyond a bound.

    Attributes:
        kind: which one.
        name: of the file, member or sheet.
        found: what was found, in the bound's unit: bytes or depth; 0 where the bound says it all.
        bound: the most that is read; 0 where none of it is.
    """

    kind: Kind
    name: str
    found: int = 0
    bound: int = 0

    def sentence(self) -> str:
        """What was found and what to do, in English."""
        is_size = self.kind == "size"
        found, bound = (gibibytes(value) if is_size else f"{value:,}" for value in (self.found, self.bound))
        return SENTENCES[self.kind].format(name=self.name, found=found, bound=bound, advice=SAVE_AGAIN)


class OverBound(Unreadable):
    """A file, member or sheet that asks for more than is given; `bound` says which."""

    def __init__(self, bound: Bound) -> None:
        super().__init__(bound.sentence())
        self.bound = bound


def gibibytes(size: int) -> str:
    """A size as people read it, rounded up so that what is beyond a bound never reads as the bound."""
    return f"{-(-size * 10 // (1 << 30)) / 10:,.1f} GiB"


@dataclass
class Spent:
    """What one file of the user has cost so far, archives inside it included."""

    members: int = 0
    size: int = 0
    seconds: float = 0.0
    most: dict[str, float] = field(default_factory=lambda: {"size": SIZE, "seconds": SECONDS, "members": MEMBERS})

    def member(self, name: str) -> None:
        """Counts a member.

        Raises:
            OverBound: it is one too many.
        """
        self.members += 1
        if self.members > self.most["members"]:
            raise OverBound(Bound("members", name, bound=int(self.most["members"])))

    def copied(self, source: IO[bytes], target: Path, name: str, packed: int, take: int = 1 << 20) -> None:
        """Unpacks a member; what it came to counts, whatever its header says.

        Raises:
            OverBound: it is too large, swells too much or takes too long. Nothing of it is left.
        """
        began, size = time.monotonic(), 0
        try:
            with target.open("wb") as sink:
                while chunk := source.read(take):
                    size += len(chunk)
                    if self.size + size > self.most["size"]:
                        raise OverBound(Bound("size", name, self.size + size, int(self.most["size"])))
                    refuse_ratio(name, size, packed)
                    if self.seconds + time.monotonic() - began > self.most["seconds"]:
                        raise OverBound(Bound("time", name, bound=int(self.most["seconds"])))
                    sink.write(chunk)
        except OverBound:
            target.unlink(missing_ok=True)
            raise
        finally:
            self.seconds += time.monotonic() - began
        self.size += size


def refuse_ratio(name: str, size: int, packed: int) -> None:
    """Raises OverBound where so many bytes cannot come of an export packed to so few."""
    if size > FREE and size > RATIO * max(packed, 1):
        raise OverBound(Bound("ratio", name, bound=RATIO))


def refuse_list(file: Path, name: str) -> None:
    """Raises OverBound where an archive's list of members is too long to be read at all."""
    with file.open("rb") as handle:
        handle.seek(max(0, file.stat().st_size - _ENDING))
        ending = handle.read()
    at = ending.rfind(b"PK\5\6")
    if at >= 0 and len(ending) >= at + 16:
        count, size = struct.unpack("<HI", ending[at + 10 : at + 16])
        if count > MEMBERS or size > DIRECTORY:
            raise OverBound(Bound("members", name, bound=MEMBERS))


def refuse_special(info: zipfile.ZipInfo, name: str) -> None:
    """Raises OverBound where a member is no file: a link, a device, a pipe."""
    mode = info.external_attr >> 16
    kind = stat.S_IFMT(mode)
    if kind == stat.S_IFLNK:
        raise OverBound(Bound("link", name))
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise OverBound(Bound("device", name))


def refuse_book(archive: zipfile.ZipFile, name: str) -> None:
    """Raises OverBound where a workbook unpacks to too much, or one of its parts declares entities, which may stand for anything."""
    infos = archive.infolist()
    size, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if len(infos) > MEMBERS:
        raise OverBound(Bound("members", name, bound=MEMBERS))
    if size > BOOK:
        raise OverBound(Bound("size", name, size, BOOK))
    refuse_ratio(name, size, packed)
    for info in infos:
        if info.filename.endswith((".xml", ".rels")):
            with archive.open(info) as part:
                _refuse_entities(part.read(_PROLOGUE), name)


def refuse_entities(path: Path, name: str) -> None:
    """Raises OverBound where an XML file declares entities."""
    with path.open("rb") as handle:
        _refuse_entities(handle.read(_PROLOGUE), name)


def _refuse_entities(head: bytes, name: str) -> None:
    """In whatever encoding: of two bytes each letter, one is nought."""
    plain = head.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise OverBound(Bound("entities", name))
