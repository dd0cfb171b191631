"""Which encoding a text file is in, and its text as UTF-8 on disk.

DuckDB reads UTF-8 only (GBK is refused), so text is decoded here, a chunk at a time.
"""

import codecs
from pathlib import Path

from data.errors import Unreadable

CHUNK = 1 << 20


def decoded(path: Path, scratch: Path, name: str) -> tuple[Path, str]:
    """A UTF-8 copy of the file without byte-order mark (the file itself where it is that already), and its encoding.

    Args:
        name: what the user calls the file.

    Raises:
        Unreadable: the bytes are not text.
    """
    encoding = _encoding(path, name)
    mark = len(codecs.BOM_UTF8) if _has_mark(path) else 0
    if encoding in {"utf-8", "ascii"} and not mark:
        return path, encoding
    target = scratch / "decoded.txt"
    try:
        _recode(path, mark, encoding, target)
    except UnicodeError as error:
        raise Unreadable(f"{name} begins as {encoding} text and goes on as something else; export it again") from error
    return target, encoding


def _recode(path: Path, mark: int, encoding: str, target: Path) -> None:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    with path.open("rb") as source, target.open("w", encoding="utf-8", newline="") as sink:
        source.seek(mark)
        while chunk := source.read(CHUNK):
            sink.write(_plain(decoder.decode(chunk)))
        sink.write(_plain(decoder.decode(b"", final=True)))


def _plain(text: str) -> str:
    return text.replace("\ufeff", "").replace("\0", "")


def _has_mark(path: Path) -> bool:
    with path.open("rb") as handle:
        return handle.read(3) == codecs.BOM_UTF8


def _encoding(path: Path, name: str) -> str:
    with path.open("rb") as handle:
        head = handle.read(1 << 16)
    if not head.strip():
        raise Unreadable(f"{name} is empty; export it again")
    if head.startswith(b"PK\x03\x04"):
        raise Unreadable(f"{name} is a zip or workbook cut short; copy or export it again")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head:
        return _zero_bytes(path, head, name)
    if _decodes(path, "utf-8"):
        return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
    # A mark of UTF-8 before other bytes: a program put it there without looking at what follows.
    head = head.removeprefix(codecs.BOM_UTF8)
    if _looks_chinese(head) and _decodes(path, "gb18030"):
        return "gb18030"
    return "cp1252" if _decodes(path, "cp1252") else "latin-1"


def _zero_bytes(path: Path, head: bytes, name: str) -> str:
    """UTF-16 without its mark has a zero in every second byte of Latin text; other zeros are no text at all."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > len(head) / 8 and others < zeros / 8 and _decodes(path, encoding):
            return encoding
    raise Unreadable(f"{name} is not text, a workbook, a zip or parquet; export it as csv, xlsx or parquet")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    try:
        with path.open("rb") as handle:
            handle.seek(len(codecs.BOM_UTF8) if _has_mark(path) else 0)
            while chunk := handle.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _looks_chinese(head: bytes) -> bool:
    """In GBK text high bytes come in runs; in western text a single accented letter stands between plain ones."""
    high = [byte >= 0x80 for byte in head]
    total = sum(high)
    paired = sum(
        1
        for at, is_high in enumerate(high)
        if is_high and (high[at - 1 : at] == [True] or high[at + 1 : at + 2] == [True])
    )
    return total > 0 and paired / total > 0.6
