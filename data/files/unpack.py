"""What stands in a file: itself, the members of a zip, the sheets of a workbook."""

import errno
import hashlib
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from data.errors import Unreadable
from data.files import bounds, statement, workbook
from data.files.bounds import SAVE_AGAIN, Bound, OverBound, Spent

# In a folder or a zip these stand beside data and are none.
BESIDE = frozenset({".md", ".pdf", ".html", ".htm", ".png", ".jpg", ".jpeg", ".gif", ".yaml", ".yml", ".py", ".sql"})
# What the archive library raises where bytes are damaged, or packed or locked in a way it does not know.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    struct.error,
    UnicodeError,
)


@dataclass(frozen=True)
class Piece:
    """One table of cells to be read.

    Attributes:
        file: the path the user gave.
        member: the zip member or sheet inside it; None where the file is the table.
        path: where its bytes are now: always a copy in the scratch folder, which alone the engine may read.
        file_id: sha256 of its bytes.
        has_formulas: whether cells of it are formulas that no program has computed.
    """

    file: Path
    member: str | None
    path: Path
    file_id: str
    has_formulas: bool = False

    @property
    def is_parquet(self) -> bool:
        """Whether it is read as columns, not as text."""
        with self.path.open("rb") as handle:
            return handle.read(4) == b"PAR1"


def files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files named, and those under the folders named, in order of name.

    Raises:
        Unreadable: a path does not exist.
    """
    for given in paths:
        path = Path(given)
        if not str(given).strip():  # an empty variable of a script, which would mean the folder it runs in
            raise Unreadable("the name of a file is empty; give files, folders or zips")
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.is_file() and not file.name.startswith(".") and file.suffix.lower() not in BESIDE
            )
        elif path.is_file():
            yield path
        else:
            state = "is neither a file nor a folder" if path.exists() else "does not exist"
            raise Unreadable(f"{path} {state}; give files, folders or zips")


@dataclass(frozen=True)
class Damaged:
    """A member or sheet that cannot be read; the others of its file can."""

    member: str | None
    message: str
    bound: Bound | None = None


def pieces(file: Path, scratch: Path) -> Iterator[Piece | Damaged]:
    """The tables inside one file; `scratch` takes copies of them.

    Raises:
        Unreadable: a damaged archive or workbook.
        OverBound: it asks for more than is given as a whole; a member that does is `Damaged`, and costs no other.
    """
    if not zipfile.is_zipfile(file):
        if workbook.is_alone(file):
            yield from _sheets(file, None, file, scratch)
            return
        path = scratch / "whole"
        with file.open("rb") as source:
            yield _read_as_rows(Piece(file, None, path, _copied(source, path)), scratch)
        return
    bounds.refuse_list(file, file.name)
    try:
        with zipfile.ZipFile(file) as archive:
            if workbook.kind(archive):
                yield from _sheets(file, None, file, scratch)
            else:
                yield from _members(file, archive, scratch, Spent())
    except (*_BROKEN, OSError) as error:
        if not _is_damage(error):
            raise
        raise Unreadable(
            f"{file.name} is a damaged or locked archive ({_in_one_line(error)}); export it again"
        ) from error


def _members(
    file: Path, archive: zipfile.ZipFile, scratch: Path, spent: Spent, inside: tuple[str, ...] = ()
) -> Iterator[Piece | Damaged]:
    """The tables in an archive and in those inside it; names are labels, and lead to no place on the disk."""
    for number, info in enumerate(archive.infolist()):
        name = "/".join((*inside, member_name(info)))
        if info.is_dir() or "__MACOSX" in name or Path(name).suffix.lower() in BESIDE:
            continue
        path = scratch / f"member-{len(inside)}-{number}"
        try:
            digest = _unpacked(archive, info, path, name, spent)
            what = _what(path, name)
        except (*_BROKEN, OSError, Unreadable) as error:
            if not _is_damage(error):
                raise
            path.unlink(missing_ok=True)
            yield _damaged(name, error)
            if isinstance(error, OverBound) and error.bound.kind == "members":
                return
            continue
        if what == "book":
            yield from _sheets_or_damage(file, name, path, scratch)
        elif what == "archive":
            yield from _inner(file, (*inside, member_name(info)), path, scratch, spent)
        else:
            yield _rows_or_damage(Piece(file, name, path, digest), scratch)
        path.unlink(missing_ok=True)


def _inner(file: Path, inside: tuple[str, ...], path: Path, scratch: Path, spent: Spent) -> Iterator[Piece | Damaged]:
    """The tables of an archive inside another."""
    name = "/".join(inside)
    if len(inside) >= bounds.DEPTH:
        yield _damaged(name, OverBound(Bound("depth", name, len(inside) + 1, bounds.DEPTH)))
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _members(file, archive, scratch, spent, inside)
    except (*_BROKEN, OSError) as error:
        if not _is_damage(error):
            raise
        yield _damaged(name, error)


def _what(path: Path, name: str) -> str:
    """What a member is: `book`, `archive`, or `rows`."""
    if not zipfile.is_zipfile(path):
        return "book" if workbook.is_alone(path) else "rows"
    bounds.refuse_list(path, name)
    with zipfile.ZipFile(path) as archive:
        return "book" if workbook.kind(archive) else "archive"


def _damaged(name: str, error: BaseException) -> Damaged:
    if isinstance(error, OverBound):
        return Damaged(name, str(error), error.bound)
    sentence = str(error) if isinstance(error, Unreadable) else f"{name} is damaged or locked ({_in_one_line(error)})"
    return Damaged(name, f"{sentence}; export the archive again, or unpack it and load the member by itself")


def _read_as_rows(piece: Piece, scratch: Path) -> Piece:
    """The table as it stands; a bank's statement as the rows that it tells."""
    if (what := statement.kind(piece.path)) is None:
        return piece
    target = scratch / "statement.csv"
    statement.write(piece.path, target, what)
    return replace(piece, path=target)


def _rows_or_damage(piece: Piece, scratch: Path) -> Piece | Damaged:
    try:
        return _read_as_rows(piece, scratch)
    except Unreadable as error:
        return Damaged(piece.member, f"{piece.member}: {error}")


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, name: str, spent: Spent) -> str:
    """The member's bytes in the scratch folder; their sha256.

    Raises:
        OverBound: it is no file, or more than is read.
    """
    spent.member(name)
    bounds.refuse_special(info, name)
    with archive.open(info) as source:
        spent.copied(source, path, name, info.compress_size)
    return _digest(path)


def member_name(info: zipfile.ZipInfo) -> str:
    """The member's name; without the UTF-8 flag Chinese exporters write GBK, which zipfile reads as cp437."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _sheets_or_damage(file: Path, member: str, path: Path, scratch: Path) -> Iterator[Piece | Damaged]:
    try:
        yield from _sheets(file, member, path, scratch)
    except Unreadable as error:
        yield Damaged(member, str(error), error.bound if isinstance(error, OverBound) else None)


def _sheets(file: Path, member: str | None, path: Path, scratch: Path) -> Iterator[Piece | Damaged]:
    with ExitStack() as stack:
        try:
            _refuse_book(path, member or file.name)
            sheets = stack.enter_context(workbook.opened(path, member or file.name))
        except OverBound:
            raise
        except Exception as error:  # the libraries raise whatever the damaged part made them raise
            raise Unreadable(
                f"{member or file.name} cannot be read as a workbook ({_in_one_line(error)}); {SAVE_AGAIN}"
            ) from error
        digest = _digest(path)
        for number, (title, cells) in enumerate(sheets):
            target = scratch / f"sheet-{number}.csv"
            name = "/".join(part for part in (member, title if len(sheets) > 1 else None) if part) or None
            try:
                has_formulas = workbook.write(cells, target, name or file.name)
            except OSError:
                raise
            except OverBound as error:
                yield Damaged(name, str(error), error.bound)
            except Exception as error:  # a part of the sheet is damaged, and is read only now
                yield Damaged(name, f"the sheet cannot be read ({_in_one_line(error)}); {SAVE_AGAIN}")
            else:
                yield Piece(file, name, target, f"{digest}:{number}" if len(sheets) > 1 else digest, has_formulas)
            target.unlink(missing_ok=True)


def _refuse_book(path: Path, name: str) -> None:
    """Raises OverBound where a workbook asks for more than is given."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            bounds.refuse_book(archive, name)
    elif not workbook.is_old(path):
        bounds.refuse_entities(path, name)


def _is_damage(error: BaseException) -> bool:
    """Whether the bytes are wrong, not the disk: a place before the file's first byte, a stream that does not unpack."""
    return not isinstance(error, OSError) or error.errno in {None, errno.EINVAL}


def _in_one_line(error: BaseException) -> str:
    """The library's words, in one line."""
    return " ".join(str(error).split())[:120] or type(error).__name__


def _copied(source: IO[bytes], target: Path) -> str:
    """Copies the bytes to the scratch folder; returns their sha256."""
    digest = hashlib.sha256()
    with target.open("wb") as sink:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
            sink.write(chunk)
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
