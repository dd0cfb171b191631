"""What stands in a file: itself, the members of a zip, the sheets of a workbook."""

import csv
import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl

# In a folder or a zip these stand beside data and are none.
BESIDE = frozenset({".md", ".pdf", ".html", ".htm", ".png", ".jpg", ".jpeg", ".gif", ".yaml", ".yml", ".py", ".sql"})
LARGEST = 64 * 2**30


class Unreadable(ValueError):
    """The file is not what its name says, or is damaged; the message says what to do."""


@dataclass(frozen=True)
class Piece:
    """One table of cells to be read.

    Attributes:
        file: the path the user gave.
        member: the zip member or sheet inside it; None where the file is the table.
        path: where its bytes are now.
        file_id: sha256 of its bytes.
    """

    file: Path
    member: str | None
    path: Path
    file_id: str

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
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(
                found
                for found in path.rglob("*")
                if found.is_file() and not found.name.startswith(".") and found.suffix.lower() not in BESIDE
            )
        elif path.is_file():
            yield path
        else:
            raise Unreadable(f"{path} does not exist; give files, folders or zips")


def pieces(file: Path, scratch: Path) -> Iterator[Piece]:
    """The tables inside one file; `scratch` takes what must be unpacked.

    Raises:
        Unreadable: a damaged zip or workbook, or a member too large to be honest.
    """
    if not zipfile.is_zipfile(file):
        yield Piece(file, None, file, _digest(file))
        return
    try:
        with zipfile.ZipFile(file) as archive:
            if "[Content_Types].xml" in archive.namelist():
                yield from _sheets(file, None, file, scratch)
            else:
                yield from _members(file, archive, scratch)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(f"{file.name} is a damaged or locked archive ({error}); export it again") from error


def _members(file: Path, archive: zipfile.ZipFile, scratch: Path) -> Iterator[Piece]:
    for number, info in enumerate(archive.infolist()):
        name = member_name(info)
        if info.is_dir() or "__MACOSX" in name or Path(name).suffix.lower() in BESIDE:
            continue
        if info.file_size > LARGEST:
            raise Unreadable(
                f"{file.name}: {name} unpacks to {info.file_size:,} bytes; unpack it and load it by itself"
            )
        path = scratch / f"member-{number}"
        with archive.open(info) as source, path.open("wb") as target:
            while chunk := source.read(1 << 20):
                target.write(chunk)
        if zipfile.is_zipfile(path):
            yield from _sheets(file, name, path, scratch)
        else:
            yield Piece(file, name, path, _digest(path))
            path.unlink(missing_ok=True)


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


def _sheets(file: Path, member: str | None, path: Path, scratch: Path) -> Iterator[Piece]:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever the damaged part made it raise
        raise Unreadable(
            f"{file.name} cannot be read as a workbook ({error}); save it again as .xlsx or .csv"
        ) from error
    digest = _digest(path)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for number, sheet in enumerate(sheets):
        target = scratch / f"sheet-{number}.csv"
        with target.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle)
            sheet.reset_dimensions()
            writer.writerows([_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
        name = "/".join(part for part in (member, sheet.title if len(sheets) > 1 else None) if part) or None
        yield Piece(file, name, target, f"{digest}:{number}" if len(sheets) > 1 else digest)
        target.unlink(missing_ok=True)
    book.close()


def _text(cell: object) -> str:
    """A workbook cell as a csv would hold it: no float noise, dates in ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return format(Decimal(repr(cell)).normalize(), "f")
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
